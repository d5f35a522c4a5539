package org.muniment.web.lifecycle;

import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.records.disposition.Disposition;
import org.muniment.lifecycle.records.disposition.DispositionItem;
import org.muniment.lifecycle.records.disposition.Dispositions;
import org.muniment.lifecycle.records.disposition.Dispositions.DryRun;
import org.muniment.lifecycle.records.disposition.ExpiredList;
import org.muniment.lifecycle.records.disposition.ExpiredList.Expired;
import org.muniment.web.problem.BadParameterException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Batches of studies on their way to destruction. */
@RestController
@RequestMapping("/api/lifecycle/dispositions")
final class DispositionController {

    private static final int MOST_LISTED = 10_000;

    private final Dispositions dispositions;
    private final ExpiredList expired;

    DispositionController(Dispositions dispositions, ExpiredList expired) {
        this.dispositions = dispositions;
        this.expired = expired;
    }

    /** @param studies where left out, those whose retention ended first */
    record Proposal(List<String> studies, String remark) {}

    record Exclusion(String study, String reason) {}

    record Remark(String remark) {}

    /** @param sha256 of what was reviewed, as the disposition says it */
    record Approval(String sha256, String remark) {}

    /** Studies whose retention is over. */
    @GetMapping("/due")
    List<Expired> due(@RequestParam(defaultValue = "1000") int limit) {
        if (limit < 1 || limit > MOST_LISTED) throw new BadParameterException("limit", "must be 1 to " + MOST_LISTED);
        return expired.list(limit);
    }

    @GetMapping
    List<Disposition> list() {
        return dispositions.list();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Disposition propose(@RequestBody Proposal request) {
        List<StudyInstanceUid> studies = request.studies() == null
                ? List.of()
                : request.studies().stream().map(Asked::study).toList();
        return Asked.of(() -> dispositions.propose(studies, request.remark(), Asked.by()));
    }

    @GetMapping("/{id}")
    Disposition show(@PathVariable String id) {
        return dispositions.get(id);
    }

    @GetMapping("/{id}/items")
    List<DispositionItem> items(@PathVariable String id) {
        return dispositions.items(id);
    }

    @GetMapping("/{id}/dry-run")
    List<DryRun> dryRun(@PathVariable String id) {
        return Asked.of(() -> dispositions.dryRun(id));
    }

    @PostMapping("/{id}/exclude")
    DispositionItem exclude(@PathVariable String id, @RequestBody Exclusion request) {
        return Asked.of(() -> dispositions.exclude(id, Asked.study(request.study()), request.reason(), Asked.by()));
    }

    @PostMapping("/{id}/review")
    Disposition review(@PathVariable String id, @RequestBody Remark request) {
        return dispositions.review(id, request.remark(), Asked.by());
    }

    @PostMapping("/{id}/approve")
    Disposition approve(@PathVariable String id, @RequestBody Approval request) {
        String sha256 = Asked.required("sha256", request.sha256());
        return dispositions.approve(id, sha256, request.remark(), Asked.by());
    }

    @PostMapping("/{id}/refuse")
    Disposition refuse(@PathVariable String id, @RequestBody Remark request) {
        return dispositions.refuse(id, request.remark(), Asked.by());
    }
}
