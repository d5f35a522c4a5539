package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.records.disposition.DestructionCheck.Finding;
import org.muniment.lifecycle.records.disposition.Disposition.Signature;
import org.muniment.lifecycle.records.disposition.Disposition.State;
import org.muniment.lifecycle.records.document.Json;

/** What records officers and approvers do about studies whose time has come. */
public final class Dispositions {

    /** Of one batch: as many as a person can look through. */
    public static final int MOST_STUDIES = 1_000;

    private static final Duration LATELY = Duration.ofDays(30);

    /**
     * What would come of a study if its destruction went on now.
     *
     * @param refusals why the archive would refuse; empty where it would be destroyed
     */
    public record DryRun(String study, boolean included, List<String> refusals) {}

    private final DispositionBook book;
    private final DestructionCheck check;
    private final ExpiredList expired;
    private final JobService jobs;
    private final AuditTrail audit;
    private final Clock clock;

    Dispositions(
            DispositionBook book,
            DestructionCheck check,
            ExpiredList expired,
            JobService jobs,
            AuditTrail audit,
            Clock clock) {
        this.book = book;
        this.check = check;
        this.expired = expired;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Proposes studies, each with the decision of now. What is not due, or held, is in the batch as well, for all to see; it would be refused.
     *
     * @param studies where there are none, those whose retention ended first
     * @throws IllegalArgumentException where there are too many, or nothing is due
     */
    public Disposition propose(Collection<StudyInstanceUid> studies, String remark, String by) {
        List<StudyInstanceUid> proposed = studies.isEmpty()
                ? expired.list(MOST_STUDIES).stream()
                        .map(one -> new StudyInstanceUid(one.study()))
                        .toList()
                : studies.stream().distinct().toList();
        if (proposed.isEmpty()) throw new IllegalArgumentException("no study is due");
        if (proposed.size() > MOST_STUDIES)
            throw new IllegalArgumentException("more than " + MOST_STUDIES + " studies; make several dispositions");
        String id = UUID.randomUUID().toString();
        for (StudyInstanceUid study : proposed) book.itemsOf(id).add(study.value(), item(study));
        Disposition disposition = Disposition.proposed(id, proposed.size(), signature(by, remark));
        book.dispositions().add(id, disposition);
        tell(EventKind.DISPOSITION_PROPOSED, disposition, by);
        return disposition;
    }

    private DispositionItem item(StudyInstanceUid study) {
        Finding finding = check.first(study);
        RecordedDecision decision = finding.decision()
                .map(RecordedDecision::of)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no study " + study));
        long bytes = finding.facts().orElseThrow().storage().size();
        return new DispositionItem(study.value(), decision, bytes, finding.refusals(), null, null);
    }

    /** The latest first. */
    public List<Disposition> list() {
        try (Stream<Disposition> all = book.dispositions().all()) {
            return all.sorted(Comparator.comparing(
                                    (Disposition one) -> one.proposed().at())
                            .reversed())
                    .toList();
        }
    }

    /** @throws ArchiveException NOT_FOUND, as of all that follow */
    public Disposition get(String id) {
        return book.disposition(id);
    }

    public List<DispositionItem> items(String id) {
        return book.items(get(id).id());
    }

    /** The same look as before destruction, with facts, policies and holds of now; nothing is changed by it. */
    public List<DryRun> dryRun(String id) {
        return items(id).stream()
                .map(item -> new DryRun(
                        item.study(),
                        item.isIncluded(),
                        check.again(new StudyInstanceUid(item.study()), item.decision())
                                .refusals()))
                .toList();
    }

    /** Takes a study out of the batch: it is kept. */
    public DispositionItem exclude(String id, StudyInstanceUid study, String reason, String by) {
        if (reason == null || reason.isBlank()) throw new IllegalArgumentException("reason is missing");
        get(id).require(State.PROPOSED);
        DispositionItem item = book.itemsOf(id)
                .change(
                        study.value(),
                        present -> present.isIncluded() ? present.without(signature(by, reason)) : present);
        audit.append(LifecycleEvent.of(EventKind.DISPOSITION_REFUSED, clock.instant(), by, study)
                .with("disposition", id)
                .with("reason", reason));
        return item;
    }

    /** Somebody looked through all of it. */
    public Disposition review(String id, String remark, String by) {
        String digest = DispositionBook.sha256(items(id));
        Disposition reviewed =
                book.dispositions().change(id, present -> present.reviewedBy(signature(by, remark), digest));
        tell(EventKind.DISPOSITION_REVIEWED, reviewed, by);
        return reviewed;
    }

    /**
     * A second person agrees to what was reviewed; from then on it is being executed.
     *
     * @param sha256 digest of what the approver saw
     */
    public Disposition approve(String id, String sha256, String remark, String by) {
        List<DispositionItem> items = items(id);
        // what was reviewed must still be what is there
        if (get(id).state() == State.REVIEWED && !DispositionBook.sha256(items).equals(get(id).sha256()))
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "the items are not those that were reviewed");
        get(id).approvedBy(signature(by, remark), sha256);
        audit.append(LifecycleEvent.of(EventKind.DISPOSITION_APPROVED, clock.instant(), by)
                .with("disposition", id)
                .with("sha256", sha256));
        Disposition approved =
                book.dispositions().change(id, present -> present.approvedBy(signature(by, remark), sha256));
        submit(approved);
        return approved;
    }

    public Disposition refuse(String id, String remark, String by) {
        Disposition refused = book.dispositions().change(id, present -> present.refusedBy(signature(by, remark)));
        tell(EventKind.DISPOSITION_REFUSED, refused, by);
        return refused;
    }

    /** Has dispositions go on that were approved lately and that somebody who died left without jobs; to be called when a node starts. */
    public void resume() {
        Instant lately = clock.instant().minus(LATELY);
        list().stream()
                .filter(disposition -> disposition.state() == State.APPROVED
                        && disposition.approved().at().isAfter(lately))
                .forEach(this::submit);
    }

    private void submit(Disposition disposition) {
        for (DispositionItem item : book.items(disposition.id()))
            if (item.isIncluded() && item.outcome() == null)
                submit(
                        new StudyInstanceUid(item.study()),
                        disposition.id(),
                        Priority.BACKGROUND,
                        disposition.approved().by());
    }

    private void submit(StudyInstanceUid study, String disposition, Priority priority, String by) {
        jobs.submit(
                JobKind.DISPOSE,
                study,
                DisposeJob.Step.RESERVE.name(),
                Json.write(new DisposeJob.Task(disposition)),
                priority,
                by);
    }

    /**
     * Takes a study back whose destruction was approved and has not begun. It is in sight again soon.
     *
     * @throws ArchiveException NOT_FOUND where it is not to be destroyed; DESTRUCTION_BEGUN where it is too late
     */
    public Destruction restore(StudyInstanceUid study, String reason, String by) {
        if (reason == null || reason.isBlank()) throw new IllegalArgumentException("reason is missing");
        Destruction stopped = book.destructions().change(study, present -> present.stoppedBy(signature(by, reason)));
        submit(study, stopped.disposition(), Priority.CLINICAL, by); // also where somebody has cancelled the job
        jobs.retry(JobKind.DISPOSE, study, by);
        return stopped;
    }

    public List<Destruction> running() {
        return book.destructions().all();
    }

    public Optional<Destruction> running(StudyInstanceUid study) {
        return book.destructions().find(study);
    }

    public Optional<Tombstone> tombstone(StudyInstanceUid study) {
        return book.tombstones().find(study);
    }

    /** The list of instances of a destruction that was certified. */
    public String manifest(String destruction, int parts, String sha256) {
        return book.destructions().manifest(destruction, parts, sha256);
    }

    private void tell(EventKind kind, Disposition disposition, String by) {
        LifecycleEvent event = LifecycleEvent.of(kind, clock.instant(), by)
                .with("disposition", disposition.id())
                .with("studies", disposition.studies());
        audit.append(disposition.sha256() == null ? event : event.with("sha256", disposition.sha256()));
    }

    private Signature signature(String by, String remark) {
        return new Signature(by, clock.instant().truncatedTo(ChronoUnit.MILLIS), remark == null ? "" : remark);
    }
}
