package org.muniment.core.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.cache.SeriesCache;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.Rejection.Restoration;
import org.muniment.archive.rejection.Rejection.State;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.StudyErasure;
import org.muniment.core.InFlight;
import org.muniment.core.feed.StudyChanges;

/**
 * Makes rejection notes true, and takes them back. Each is a change of many rows: it is registered first, then done by steps that can be
 * repeated, then registered as done; who finds it undone does it again from the start. Safe for use by many threads; those who store into
 * a study and those who change what is seen of it wait for each other, within this process.
 */
public final class Rejections {

    /** A study of tens of thousands of instances is moved in seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StudyIndex sight;
    private final RejectionIndex index;
    private final SeriesCache cache;
    private final RejectionListener listener;
    private final StudyChanges changes;
    private final Sides sides;
    private final InFlight<StudyInstanceUid> studies = new InFlight<>();

    public Rejections(
            StudyIndex sight,
            RejectionIndex index,
            SeriesCache cache,
            RejectionListener listener,
            StudyChanges changes) {
        this.sight = sight;
        this.index = index;
        this.cache = cache;
        this.listener = listener;
        this.changes = changes;
        this.sides = new Sides(sight, index);
    }

    public RejectionIndex index() {
        return index;
    }

    /** Who stores into a study shares its turn; who hides or shows something of it takes it alone. */
    public InFlight<StudyInstanceUid> studies() {
        return studies;
    }

    /** To be called before the note's row is committed, so that its effect is not forgotten whatever happens then. */
    public void announce(RejectionNote note, String by, Instant at) {
        if (index.register().find(note.id().instance()).isEmpty())
            index.register().record(pending(note, by, at));
    }

    private static Rejection pending(RejectionNote note, String by, Instant at) {
        return new Rejection(
                note.id(),
                note.code(),
                by,
                at,
                note.reason(),
                note.rejected().keySet(),
                note.instances(),
                State.PENDING,
                Optional.empty());
    }

    /**
     * Sees to it that a stored note has its effect; on return it has, durably. One that was taken back stays so.
     *
     * @throws ArchiveException OVERLOADED, INDEX_UNAVAILABLE: the effect may be there in part, and is completed by the next who calls this or
     *     {@link RejectionService#completeUnfinished}
     */
    public void complete(RejectionNote note, String by, Instant at) {
        announce(note, by, at); // unless it is: it may have been stored by a release that knew no rejections
        if (now(note).state() == State.PENDING) enforce(note);
    }

    private Rejection now(RejectionNote note) {
        return index.register()
                .find(note.id().instance())
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "no rejection by " + note.id()));
    }

    /** Does what the rejection asks for as it stands now, once more: completes it where it is unfinished, else changes nothing. */
    void redo(RejectionNote note) {
        if (now(note).isInForce()) enforce(note);
        else revoke(note);
    }

    private void enforce(RejectionNote note) {
        for (StudyInstanceUid study : note.studies()) {
            change(study, ChangeKind.REJECTED, () -> {
                // it may have been taken back meanwhile
                if (now(note).isInForce()) note.rejectedOf(study).forEach((series, uids) -> reject(note, series, uids));
            });
        }
        advance(note, rejection -> rejection.state() == State.PENDING, Rejection::inForce)
                .ifPresent(listener::rejected);
    }

    /** @throws ArchiveException as {@link #complete} */
    Rejection restore(RejectionNote note, Restoration restoration) {
        advance(note, Rejection::isInForce, rejection -> rejection.restoring(restoration));
        revoke(note);
        return now(note);
    }

    private void revoke(RejectionNote note) {
        for (StudyInstanceUid study : note.studies()) {
            change(study, ChangeKind.RESTORED, () -> note.rejectedOf(study)
                    .forEach((series, uids) -> restore(note, series, uids)));
        }
        advance(note, rejection -> rejection.state() == State.RESTORING, Rejection::restored)
                .ifPresent(listener::restored);
    }

    /** Registers the next state of a rejection that is as expected; empty where it is not. A rejection's states take turns with each other. */
    private Optional<Rejection> advance(
            RejectionNote note, Predicate<Rejection> expected, UnaryOperator<Rejection> next) {
        return inTurn(note.id().study(), () -> {
            Optional<Rejection> advanced =
                    Optional.of(now(note)).filter(expected).map(next);
            advanced.ifPresent(index.register()::record);
            return advanced;
        });
    }

    /**
     * Removes these instances of the study for good, with the rejections whose notes are among them. Of the same instances, what was stored since, in sight
     * or held back, stays and is in sight: what rejected the ones before says nothing of it.
     *
     * @param destroyed tells rows of what is to be removed, also where somebody has brought it back into sight meanwhile, from rows of what was stored since
     * @throws ArchiveException as {@link #complete}; repeating it completes it
     */
    public void erase(
            StudyInstanceUid study,
            Collection<InstanceId> instances,
            Predicate<InstanceRecord> destroyed,
            StudyErasure erasure) {
        Set<InstanceId> erased = Set.copyOf(instances);
        Map<SeriesId, Set<SopInstanceUid>> series = erased.stream()
                .collect(Collectors.groupingBy(
                        InstanceId::seriesId, Collectors.mapping(InstanceId::instance, Collectors.toSet())));
        change(study, ChangeKind.DESTROYED, () -> {
            List<Rejection> rejections;
            try (Stream<Rejection> found = index.register().ofStudy(study)) {
                rejections = found.filter(r -> erased.contains(r.note())).toList();
            }
            series.forEach((id, uids) -> {
                sides.show(among(index.rejected(), id, uids, destroyed.negate()));
                sides.hide(among(sight, id, uids, destroyed));
            });
            erasure.erase(study, erased);
            rejections.forEach(index.register()::forget);
        });
    }

    private List<InstanceRecord> among(
            StudyIndex side, SeriesId series, Set<SopInstanceUid> uids, Predicate<InstanceRecord> which) {
        return sides.among(side, series, uids).stream().filter(which).toList();
    }

    private void change(StudyInstanceUid study, ChangeKind kind, Runnable change) {
        inTurn(
                study,
                () -> changes.during(study, kind, () -> {
                    change.run();
                    settleNotes(study);
                    // before rows of series vanish: who stores next must write them anew
                    Stream.concat(sides.series(sight, study), sides.series(index.rejected(), study))
                            .forEach(cache::forget);
                    index.prune(study);
                    return study;
                }));
    }

    private <T> T inTurn(StudyInstanceUid study, Supplier<T> change) {
        try (var turn = studies.enter(study)) {
            if (!turn.lock(PATIENCE))
                throw new ArchiveException(ErrorCode.OVERLOADED, "too much is being stored into the study");
            return change.get();
        }
    }

    private void reject(RejectionNote note, SeriesId series, Set<SopInstanceUid> uids) {
        List<InstanceRecord> named = sides.among(sight, series, uids);
        List<InstanceId> ids = RejectionNote.ids(series, uids);
        // notes are the archive's own evidence, not to be rejected by others
        named.stream().filter(RejectionNote::is).map(InstanceRecord::id).forEach(ids::remove);
        index.mark(ids, note.id().instance(), note.code());
        sides.hide(
                named.stream().filter(instance -> !RejectionNote.is(instance)).toList());
    }

    private void restore(RejectionNote note, SeriesId series, Set<SopInstanceUid> uids) {
        SopInstanceUid by = note.id().instance();
        List<InstanceId> ids = RejectionNote.ids(series, uids);
        Map<InstanceId, Map<SopInstanceUid, RejectionCode>> marks = index.marks(ids);
        List<InstanceRecord> free = sides.among(index.rejected(), series, uids).stream()
                .filter(instance -> isNamedByNoOther(marks.getOrDefault(instance.id(), Map.of()), by))
                .toList();
        sides.show(free);
        index.unmark(ids, by);
    }

    private static boolean isNamedByNoOther(Map<SopInstanceUid, RejectionCode> marks, SopInstanceUid note) {
        return marks.isEmpty() || marks.size() == 1 && marks.containsKey(note);
    }

    /**
     * Shows the notes of a study, or hides them: a note is seen while it is in force and its study is in use; a study of which nothing but
     * notes is left is not. A hidden note bears its own mark.
     */
    private void settleNotes(StudyInstanceUid study) {
        boolean inUse = sides.isInUse(study);
        try (Stream<Rejection> rejections = index.register().ofStudy(study)) {
            rejections.filter(r -> r.note().study().equals(study)).forEach(r -> {
                boolean seen = inUse && r.isInForce() && !r.code().hidesNote();
                if (seen) showNote(r);
                else hideNote(r);
            });
        }
    }

    private void showNote(Rejection rejection) {
        List<InstanceId> note = List.of(rejection.note());
        Map<SopInstanceUid, RejectionCode> marks = index.marks(note).getOrDefault(rejection.note(), Map.of());
        if (!isNamedByNoOther(marks, rejection.note().instance())) return;
        index.rejected().instance(rejection.note()).map(List::of).ifPresent(sides::show);
        if (!marks.isEmpty()) index.unmark(note, rejection.note().instance());
    }

    private void hideNote(Rejection rejection) {
        Optional<InstanceRecord> seen = sight.instance(rejection.note());
        if (seen.isEmpty()) return;
        index.mark(List.of(rejection.note()), rejection.note().instance(), rejection.code());
        sides.hide(List.of(seen.get()));
    }
}
