package org.muniment.web.lifecycle;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.records.disposition.Destruction;
import org.muniment.lifecycle.records.disposition.Dispositions;
import org.muniment.lifecycle.records.disposition.Tombstone;
import org.muniment.lifecycle.records.policy.StudyExplanation;
import org.muniment.lifecycle.records.policy.StudyExplanations;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One study as a record: how long it is kept and why, whether it is being destroyed, what remains of it. */
@RestController
@RequestMapping("/api/lifecycle/studies/{study}")
final class StudyRecordsController {

    private final StudyExplanations explanations;
    private final Dispositions dispositions;

    StudyRecordsController(StudyExplanations explanations, Dispositions dispositions) {
        this.explanations = explanations;
        this.dispositions = dispositions;
    }

    /** @param reason why it is taken back */
    record Restore(String reason) {}

    @GetMapping("/explain")
    StudyExplanation explain(@PathVariable StudyInstanceUid study) {
        return Asked.of(() -> explanations.explain(study));
    }

    @GetMapping("/destruction")
    Destruction destruction(@PathVariable StudyInstanceUid study) {
        return dispositions
                .running(study)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "it is not being destroyed"));
    }

    @GetMapping("/tombstone")
    Tombstone tombstone(@PathVariable StudyInstanceUid study) {
        return dispositions
                .tombstone(study)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "it was never destroyed"));
    }

    /** It will be in sight again soon. */
    @PostMapping("/restore")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Destruction restore(@PathVariable StudyInstanceUid study, @RequestBody Restore request) {
        return Asked.of(() -> dispositions.restore(study, request.reason(), Asked.by()));
    }
}
