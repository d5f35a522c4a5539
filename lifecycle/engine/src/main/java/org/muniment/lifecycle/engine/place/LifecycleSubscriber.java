package org.muniment.lifecycle.engine.place;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.feed.Subscriber;
import org.muniment.lifecycle.engine.due.DueStudies;

/**
 * Has each study looked at again of which something has changed, and soon the patient's other studies along with it: a new examination moves their clocks, too.
 * However many studies of a patient change, the others are looked at once in {@link #SOON}.
 */
public final class LifecycleSubscriber implements Subscriber {

    /** How much later than the study itself the patient's others may be looked at. */
    static final Duration SOON = Duration.ofMinutes(5);

    /** What the lifecycle itself does changes nothing for it. */
    private static final Set<ChangeKind> ITS_OWN = Set.of(ChangeKind.MOVED, ChangeKind.RECALLED);

    /** Those of a patient with more are looked at when their own dates come. */
    private static final int MOST_SIBLINGS = 200;

    private final DueStudies due;
    private final Function<StudyInstanceUid, Stream<PatientIdentifier>> patients;
    private final Function<PatientIdentifier, Stream<StudyInstanceUid>> studies;
    private final Clock clock;

    private Instant next = Instant.EPOCH;

    /** Whose studies are looked at then already. */
    private final Set<PatientIdentifier> then = new HashSet<>();

    /**
     * @param patients whose study it is, by the identifiers they live under; closed by this
     * @param studies a patient's studies; closed by this
     */
    public LifecycleSubscriber(
            DueStudies due,
            Function<StudyInstanceUid, Stream<PatientIdentifier>> patients,
            Function<PatientIdentifier, Stream<StudyInstanceUid>> studies,
            Clock clock) {
        this.due = due;
        this.patients = patients;
        this.studies = studies;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "lifecycle";
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return !ITS_OWN.contains(kind);
    }

    @Override
    public void deliver(StudyChange change) {
        due.scheduleNow(change.study());
        if (change.kind() != ChangeKind.STORED && change.kind() != ChangeKind.PATIENT) return;
        try (Stream<PatientIdentifier> whose = patients.apply(change.study())) {
            whose.forEach(patient -> scheduleSoon(patient, change.study()));
        }
    }

    private synchronized void scheduleSoon(PatientIdentifier patient, StudyInstanceUid changed) {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = Instant.ofEpochSecond((now.getEpochSecond() / SOON.toSeconds() + 1) * SOON.toSeconds());
            then.clear();
        }
        due.schedule(changed, next); // a sibling for those that change after it
        if (then.contains(patient)) return;
        try (Stream<StudyInstanceUid> all = studies.apply(patient)) {
            all.limit(MOST_SIBLINGS).forEach(study -> due.schedule(study, next));
        }
        then.add(patient);
    }
}
