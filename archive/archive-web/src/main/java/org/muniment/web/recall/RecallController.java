package org.muniment.web.recall;

import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.Recalls;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a study is at hand, and having it brought back before anybody wants to look at it. */
@RestController
@RequestMapping(RecallController.PATH)
final class RecallController {

    static final String PATH = "/api/studies/{study}/recall";

    private final Recalls recalls;
    private final ArchiveIndex index;

    RecallController(Recalls recalls, ArchiveIndex index) {
        this.recalls = recalls;
        this.index = index;
    }

    @GetMapping
    RecallBody show(@PathVariable StudyInstanceUid study) {
        requireArchived(study);
        return RecallBody.of(study, recalls.state(study));
    }

    /** 202 where it has to be waited for. */
    @PostMapping
    ResponseEntity<Object> request(@PathVariable StudyInstanceUid study) {
        requireArchived(study);
        RecallState state = recalls.request(study, RecallRequests.caller());
        return RecallRequests.isWaiting(state)
                ? RecallRequests.accepted(study, state)
                : ResponseEntity.ok(RecallBody.of(study, state));
    }

    private void requireArchived(StudyInstanceUid study) {
        try (Stream<StudyRecord> found = index.reader().studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            if (found.findFirst().isEmpty()) throw new ArchiveException(ErrorCode.NOT_FOUND, "there is no such study");
        }
    }
}
