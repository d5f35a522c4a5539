package org.muniment.archive.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;

/** In a map. */
public final class MemoryStudyNotebook implements StudyNotebook {

    private final Map<StudyInstanceUid, StudyNotes> notes = new ConcurrentHashMap<>();

    @Override
    public StudyNotes of(StudyInstanceUid study) {
        return notes.getOrDefault(study, StudyNotes.NONE);
    }

    @Override
    public void viewed(StudyInstanceUid study, Instant at) {
        change(
                study,
                n -> new StudyNotes(later(n.lastViewed(), at), n.looseReleased(), n.looseVerified(), n.damaged()));
    }

    @Override
    public void looseReleased(StudyInstanceUid study, Instant receivedUntil) {
        change(
                study,
                n -> new StudyNotes(
                        n.lastViewed(), later(n.looseReleased(), receivedUntil), n.looseVerified(), n.damaged()));
    }

    @Override
    public void looseVerified(StudyInstanceUid study, Instant at) {
        change(
                study,
                n -> new StudyNotes(n.lastViewed(), n.looseReleased(), later(n.looseVerified(), at), n.damaged()));
    }

    @Override
    public void damaged(StudyInstanceUid study, Collection<ObjectKey> loose) {
        changeDamaged(study, damaged -> {
            damaged.addAll(loose);
            return damaged;
        });
    }

    @Override
    public void mended(StudyInstanceUid study, Collection<ObjectKey> loose) {
        changeDamaged(study, damaged -> {
            damaged.removeAll(loose);
            return damaged;
        });
    }

    @Override
    public void forget(StudyInstanceUid study) {
        notes.remove(study);
    }

    private void changeDamaged(StudyInstanceUid study, UnaryOperator<Set<ObjectKey>> change) {
        change(
                study,
                n -> new StudyNotes(
                        n.lastViewed(),
                        n.looseReleased(),
                        n.looseVerified(),
                        change.apply(new HashSet<>(n.damaged()))));
    }

    private void change(StudyInstanceUid study, UnaryOperator<StudyNotes> change) {
        notes.compute(study, (id, before) -> change.apply(before == null ? StudyNotes.NONE : before));
    }

    private static Optional<Instant> later(Optional<Instant> one, Instant other) {
        return Optional.of(one.filter(other::isBefore).orElse(other));
    }
}
