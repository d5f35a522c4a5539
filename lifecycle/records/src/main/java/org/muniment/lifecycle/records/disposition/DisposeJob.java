package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.engine.job.StepOutcome.Done;
import org.muniment.lifecycle.engine.job.StepOutcome.Later;
import org.muniment.lifecycle.engine.job.StepOutcome.Next;
import org.muniment.lifecycle.engine.job.StepOutcome.Parked;
import org.muniment.lifecycle.records.disposition.Destruction.Look;
import org.muniment.lifecycle.records.disposition.Destruction.State;
import org.muniment.lifecycle.records.disposition.Destruction.WrongStateException;
import org.muniment.lifecycle.records.disposition.DestructionCheck.Finding;
import org.muniment.lifecycle.records.disposition.Disposition.Signature;
import org.muniment.lifecycle.records.disposition.DispositionItem.Outcome;
import org.muniment.lifecycle.records.disposition.DispositionItem.Result;
import org.muniment.lifecycle.records.document.Json;

/**
 * Destroys one approved study, step by step. Until the last look has cleared it nothing is lost and anybody may take it back; from then on it only goes
 * forward, and waits for a person where something can't be deleted.
 */
public final class DisposeJob implements JobHandler {

    /** In their order. */
    enum Step {
        RESERVE,
        FIRST_LOOK,
        HIDE,
        WAIT,
        LAST_LOOK,
        CONTAINERS,
        OBJECTS,
        METADATA,
        ROWS,
        CERTIFICATE
    }

    /** What the job is told. */
    record Task(String disposition) {}

    private static final String LIFECYCLE = "lifecycle";

    private final DispositionBook book;
    private final DestructionCheck check;
    private final StudyHiding hiding;
    private final StudyShredder shredder;
    private final OtherJobs others;
    private final CertificateWriter certificates;
    private final AuditTrail audit;
    private final Duration restorable;
    private final Clock clock;

    /** @param restorable how long a hidden study can be had back before it is destroyed */
    DisposeJob(
            DispositionBook book,
            DestructionCheck check,
            StudyHiding hiding,
            StudyShredder shredder,
            OtherJobs others,
            CertificateWriter certificates,
            AuditTrail audit,
            Duration restorable,
            Clock clock) {
        this.book = book;
        this.check = check;
        this.hiding = hiding;
        this.shredder = shredder;
        this.others = others;
        this.certificates = certificates;
        this.audit = audit;
        this.restorable = restorable;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.DISPOSE;
    }

    @Override
    public StepOutcome run(Job job, Fence fence) {
        StudyInstanceUid study = job.study();
        String disposition = Json.read(job.detail(), Task.class).disposition();
        Step step = Step.valueOf(job.step());
        try {
            Destruction mark = book.destructions().find(study).orElse(null);
            if (mark == null) return step == Step.RESERVE ? reserve(job, disposition) : over(study, disposition);
            if (!mark.disposition().equals(disposition))
                return new Parked("it is being destroyed by disposition " + mark.disposition());
            if (mark.state() == State.STOPPED) return giveBack(mark, study);
            return run(step, job, mark, study, fence);
        } catch (WrongStateException e) {
            if (step.compareTo(Step.LAST_LOOK) > 0) return new Parked(e.getMessage());
            // somebody stopped it, or placed a hold, in this very moment
            return next(job, step == Step.LAST_LOOK ? Step.WAIT : step);
        } catch (ArchiveException e) {
            if (e.code().isRetryable() || step.compareTo(Step.LAST_LOOK) <= 0) throw e;
            return new Parked(e.code() + ": " + e.getMessage());
        }
    }

    private StepOutcome run(Step step, Job job, Destruction mark, StudyInstanceUid study, Fence fence) {
        return switch (step) {
            case RESERVE -> next(job, goOnAt(mark.state()));
            case FIRST_LOOK -> firstLook(job, mark, study);
            case HIDE -> hide(job, mark, study, fence);
            case WAIT -> restorableNow(mark)
                    ? new Later(mark.restorableUntil(), "it can be had back until then")
                    : next(job, Step.LAST_LOOK);
            case LAST_LOOK -> lastLook(job, mark, study, fence);
            case CONTAINERS -> containers(job, mark, study, fence);
            case OBJECTS -> {
                shredder.objects(manifest(mark), fence);
                yield next(job, Step.METADATA);
            }
            case METADATA -> {
                shredder.metadata(manifest(mark), fence);
                yield next(job, Step.ROWS);
            }
            case ROWS -> {
                shredder.rows(study, manifest(mark), fence);
                yield next(job, Step.CERTIFICATE);
            }
            case CERTIFICATE -> certify(job, mark, study, fence);
        };
    }

    /** Where a job goes on that takes the place of one that was cancelled. */
    private static Step goOnAt(State state) {
        return switch (state) {
            case RESERVED, STOPPED -> Step.FIRST_LOOK;
            case HIDDEN -> Step.WAIT;
            case LAST_LOOK -> Step.LAST_LOOK;
            case DESTROYING -> Step.CONTAINERS;
        };
    }

    private static Next next(Job job, Step step) {
        return new Next(step.name(), job.detail());
    }

    private Manifest manifest(Destruction mark) {
        if (mark.state() != State.DESTROYING) throw new WrongStateException(mark.state());
        return book.destructions().manifest(mark);
    }

    private StepOutcome reserve(Job job, String disposition) {
        DispositionItem item = book.item(disposition, job.study());
        book.disposition(disposition).require(Disposition.State.APPROVED);
        if (!item.isIncluded()) return new Done("it was taken out of the disposition");
        if (item.outcome() != null) return over(job.study(), disposition);
        book.destructions().reserve(job.study(), disposition);
        return next(job, Step.FIRST_LOOK);
    }

    private Done over(StudyInstanceUid study, String disposition) {
        Outcome outcome = book.item(disposition, study).outcome();
        return outcome == null ? new Done("nothing is left to do") : done(outcome);
    }

    private StepOutcome firstLook(Job job, Destruction mark, StudyInstanceUid study) {
        Finding finding =
                check.again(study, book.item(mark.disposition(), study).decision());
        if (!finding.isCleared()) return refuse(mark, study, finding.refusals());
        finding.facts().ifPresent(book.former()::remember);
        if (mark.looks().isEmpty())
            book.destructions().change(study, now -> now.looks().isEmpty() ? now.cleared(look(finding)) : now);
        return next(job, Step.HIDE);
    }

    private static Look look(Finding finding) {
        return new Look(finding.at(), finding.holds());
    }

    private StepOutcome hide(Job job, Destruction mark, StudyInstanceUid study, Fence fence) {
        fence.check();
        Disposition disposition = book.disposition(mark.disposition());
        hiding.hide(study, mark.id(), disposition.approved().by(), why(mark, study));
        Instant until = clock.instant().plus(restorable).truncatedTo(ChronoUnit.MILLIS);
        Destruction hidden = book.destructions().change(study, now -> now.hidden(until));
        audit.append(event(EventKind.RETIRED, mark, study).with("restorable-until", hidden.restorableUntil()));
        return next(job, Step.WAIT);
    }

    private String why(Destruction mark, StudyInstanceUid study) {
        List<String> policies = book.item(mark.disposition(), study).decision().rules().stream()
                .map(rule -> rule.policy() + " version " + rule.version())
                .toList();
        return "Retention expired by " + String.join(", ", policies);
    }

    private boolean restorableNow(Destruction mark) {
        return mark.restorableUntil() != null && clock.instant().isBefore(mark.restorableUntil());
    }

    private StepOutcome lastLook(Job job, Destruction mark, StudyInstanceUid study, Fence fence) {
        if (mark.state() == State.DESTROYING) return next(job, Step.CONTAINERS);
        others.end(study);
        // first the mark, then the look: who places a hold meanwhile either is seen by it or sees the mark
        String look = UUID.randomUUID().toString();
        Destruction looking = book.destructions().change(study, now -> now.lastLook(look));
        // before facts and what is in sight are read: what comes later is not in it, what came earlier is seen by one
        // of these
        Manifest manifest = Manifest.of(study, hiding.heldBack(study));
        Finding finding =
                check.again(study, book.item(mark.disposition(), study).decision());
        if (!finding.isCleared()) return refuse(looking, study, finding.refusals());
        if (hiding.isInSight(study))
            return refuse(looking, study, List.of("FACTS_CHANGED: something came since it was hidden"));
        Inventory inventory = book.destructions()
                .keep(
                        looking,
                        manifest,
                        Inventory.About.of(
                                looking.id(), finding.facts().orElseThrow(), hiding.notes(study, looking.id())),
                        shredder.containers(study).stream()
                                .map(Inventory.Copy::of)
                                .toList());
        fence.check();
        book.destructions().begin(look, finding.clearance().orElseThrow(), look(finding), inventory);
        return next(job, Step.CONTAINERS);
    }

    /** Tombstone and audit trail say so before the first byte goes. */
    private StepOutcome containers(Job job, Destruction mark, StudyInstanceUid study, Fence fence) {
        Manifest manifest = manifest(mark);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        book.tombstones().set(mark, now);
        audit.append(event(EventKind.DESTRUCTION_BEGUN, mark, study)
                .with("instances", manifest.lines().size())
                .with("manifest-sha256", mark.inventory().manifestSha256()));
        shredder.containers(study, manifest, mark.inventory(), fence);
        return next(job, Step.OBJECTS);
    }

    private StepOutcome certify(Job job, Destruction mark, StudyInstanceUid study, Fence fence) {
        Manifest manifest = manifest(mark);
        List<String> left = shredder.left(study, manifest, mark.inventory());
        if (!left.isEmpty()) return next(job, Step.CONTAINERS);
        fence.check();
        audit.append(event(EventKind.DESTROYED, mark, study)
                .with("instances", manifest.lines().size()));
        long number = certificates.write(mark);
        book.tombstones().certified(mark, number);
        return end(mark, study, new Outcome(Result.DESTROYED, now(), number, List.of()));
    }

    private StepOutcome refuse(Destruction mark, StudyInstanceUid study, List<String> reasons) {
        audit.append(event(EventKind.DESTRUCTION_REFUSED, mark, study).with("reasons", String.join("; ", reasons)));
        Signature stop = new Signature(LIFECYCLE, now(), String.join("; ", reasons));
        return giveBack(book.destructions().change(study, present -> present.stoppedBy(stop)), study);
    }

    /** Brings it back into sight, where it was hidden. */
    private StepOutcome giveBack(Destruction mark, StudyInstanceUid study) {
        Signature stop = mark.stopped();
        hiding.show(study, mark.id(), stop.by(), stop.remark());
        check.facts(study).ifPresent(book.former()::forget);
        audit.append(event(EventKind.REACTIVATED, mark, study).with("stopped-by", stop.by()));
        Result result = stop.by().equals(LIFECYCLE) ? Result.REFUSED : Result.RESTORED;
        return end(mark, study, new Outcome(result, now(), null, List.of(stop.remark())));
    }

    private StepOutcome end(Destruction mark, StudyInstanceUid study, Outcome outcome) {
        Outcome first = book.outcome(mark.disposition(), study, outcome);
        book.destructions().end(study);
        return done(first);
    }

    private static Done done(Outcome outcome) {
        return new Done(
                outcome.result() + (outcome.certificate() == null ? "" : ", certificate " + outcome.certificate()));
    }

    private LifecycleEvent event(EventKind kind, Destruction mark, StudyInstanceUid study) {
        return LifecycleEvent.of(kind, clock.instant(), LIFECYCLE, study)
                .with("destruction", mark.id())
                .with("disposition", mark.disposition());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
