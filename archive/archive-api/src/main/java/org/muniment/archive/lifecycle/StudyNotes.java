package org.muniment.archive.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.object.ObjectKey;

/**
 * What is noted of a study that neither its instances nor its containers say. Times are cut to milliseconds.
 *
 * @param lastViewed when somebody last read it; empty where nobody has
 * @param looseReleased the loose files of instances received until then are given up: whether they are still there or not, they count as no copy
 *     any more
 * @param looseVerified when the loose files were last read and found to be right, but for those in {@code damaged}
 * @param damaged loose files that were found not to be what was stored
 */
public record StudyNotes(
        Optional<Instant> lastViewed,
        Optional<Instant> looseReleased,
        Optional<Instant> looseVerified,
        Set<ObjectKey> damaged) {

    public static final StudyNotes NONE =
            new StudyNotes(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public StudyNotes {
        lastViewed = lastViewed.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        looseReleased = looseReleased.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        looseVerified = looseVerified.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        damaged = Set.copyOf(damaged);
    }
}
