package org.muniment.core.patient;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.patient.StudyPatient;
import org.muniment.dicom.Attributes;

/**
 * Tells whose a study is while it is being stored. Only the first instance of a study costs a look at patients; what comes later keeps what the
 * study's row says. Safe for use by many threads.
 */
public final class Patients {

    private static final long PATIENCE_SECONDS = 30;

    private final PatientRecords records;
    private final Conflicts conflicts;
    private final Clock clock;

    /** Shared by those who store a new study from when they ask who is living until its row is there, so that no merge misses it. */
    private final ReentrantReadWriteLock links = new ReentrantReadWriteLock();

    public Patients(PatientRecords records, Clock clock) {
        this.records = records;
        this.conflicts = new Conflicts(records, clock);
        this.clock = clock;
    }

    public PatientRecords records() {
        return records;
    }

    /** The living patient behind any identifier; one of whom nothing else is known where there is none. */
    Patient living(PatientIdentifier identifier) {
        return living(known(identifier));
    }

    private Patient living(Patient patient) {
        return patient.mergedInto().map(this::known).orElse(patient);
    }

    private Patient known(PatientIdentifier identifier) {
        return records.patients().find(identifier).orElseGet(() -> Patient.unknown(identifier));
    }

    /** @throws ArchiveException OVERLOADED where that takes too long */
    static void lock(Lock lock) {
        try {
            if (lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "identifiers of patients are being changed");
    }

    /** From now on identifiers lead to these; on return no study is being stored any more that did not know. */
    void link(Map<PatientIdentifier, PatientIdentifier> living) {
        alone(() -> records.patients().link(living));
    }

    /** Changes what is known of patients; on return no study is being stored any more that did not know, nor who was taken for unknown before. */
    void alone(Runnable change) {
        lock(links.writeLock());
        try {
            change.run();
        } finally {
            links.writeLock().unlock();
        }
    }

    /** Runs what asks for {@link #arriving} and writes what that says: no identifier comes to lead elsewhere in between. */
    public void whileLinksStay(Runnable store) {
        lock(links.readLock());
        try {
            store.run();
        } finally {
            links.readLock().unlock();
        }
    }

    /**
     * The row of a study of which there is none in sight yet, as it is to be, where {@code study} is as its first instance tells it. Who is heard of
     * for the first time is known from then on, and where identities don't go together a work item is raised.
     *
     * @param source who sends it
     */
    public StudyRecord arriving(StudyRecord study, String source) {
        StudyPatient kept = kept(study);
        Optional<PatientIdentifier> claimed = kept.claimed();
        if (claimed.isEmpty()) conflicts.missingId(study, source);
        if (claimed.isEmpty()) return study;
        Optional<Patient> known = records.patients().find(claimed.get());
        if (known.isEmpty())
            records.patients().describe(Patient.of(claimed.get(), study.attributes(), clock.instant()));
        if (!kept.isAssigned()) doubt(study, claimed.get(), known, source);
        return known.map(patient -> as(living(patient), kept, study)).orElse(study);
    }

    private void doubt(StudyRecord study, PatientIdentifier claimed, Optional<Patient> known, String source) {
        if (!claimed.hasIssuer()) conflicts.missingIssuer(study, source);
        known.filter(patient -> Person.of(patient).isClearlyNot(Person.of(study.attributes())))
                .ifPresent(patient -> conflicts.anotherPerson(study, patient, source));
    }

    /** To be called where an instance is stored into a study whose row, {@code present}, names another patient than it does itself. */
    public void doubt(StudyRecord present, StudyRecord arriving, String source) {
        Optional<PatientIdentifier> named = PatientIdentifier.of(arriving.attributes());
        if (named.isEmpty() || named.equals(PatientIdentifier.of(present.attributes()))) return;
        StudyPatient kept = kept(present);
        if (PatientIdentifier.of(kept.arrived()).equals(named)) return;
        note(kept, named.get());
        Optional<PatientIdentifier> living = named.map(this::living).map(Patient::identifier);
        if (!living.equals(PatientIdentifier.of(present.attributes())))
            conflicts.twoPatients(present, arriving, source);
    }

    /** So that the instance is given out with its study's patient where both lead to one, now or once they do. */
    private void note(StudyPatient kept, PatientIdentifier named) {
        StudyPatient noted = kept.alsoNaming(named);
        if (kept.claimed().isPresent() && !noted.equals(kept)) records.studies().keep(noted);
    }

    private StudyPatient kept(StudyRecord study) {
        return records.studies()
                .find(study.id())
                .orElseGet(() -> StudyPatient.arrived(study.id(), LivingAttributes.of(study)));
    }

    Conflicts conflicts() {
        return conflicts;
    }

    /**
     * The row of a study that has one, as it is to be, where {@code study} has been corrected by its sender. Whose it was said to be before is kept.
     *
     * @param present the row as it is
     */
    public StudyRecord corrected(StudyRecord present, StudyRecord study) {
        Attributes patient = LivingAttributes.of(study);
        Optional<StudyPatient> before = records.studies().find(study.id());
        // who repeats what the archive says itself, as reports do, corrects nothing
        if (before.filter(kept -> patient.equals(says(kept))).isPresent()) return study;
        StudyPatient was = before.orElseGet(() -> StudyPatient.arrived(study.id(), LivingAttributes.of(present)));
        StudyPatient kept = PatientIdentifier.of(was.arrived())
                .filter(named ->
                        PatientIdentifier.of(patient).filter(named::equals).isEmpty())
                .map(was::alsoNaming)
                .orElse(was)
                .withArrived(patient);
        if (before.isPresent() || !kept.alsoNamed().isEmpty()) records.studies().keep(kept);
        return kept.claimed().map(claimed -> as(living(claimed), kept, study)).orElse(study);
    }

    private Attributes says(StudyPatient kept) {
        return kept.claimed()
                .map(claimed -> LivingAttributes.of(kept, living(claimed)))
                .orElse(kept.arrived());
    }

    /** What to put right in the instances of a study, which keep the words they came with. */
    public PatientPatch patch(StudyInstanceUid study) {
        return records.studies().find(study).map(this::patch).orElse(PatientPatch.NONE);
    }

    private PatientPatch patch(StudyPatient kept) {
        return kept.claimed()
                .map(this::living)
                .map(living -> new PatientPatch(
                        kept.arrived(), LivingAttributes.of(kept, living), others(kept, living.identifier())))
                .orElse(PatientPatch.NONE);
    }

    private Set<PatientIdentifier> others(StudyPatient kept, PatientIdentifier living) {
        return kept.alsoNamed().stream()
                .filter(named ->
                        !named.equals(living) && living(named).identifier().equals(living))
                .collect(Collectors.toSet());
    }

    private StudyRecord as(Patient living, StudyPatient kept, StudyRecord study) {
        Attributes says = LivingAttributes.of(kept, living);
        if (says.equals(kept.arrived())) return study;
        records.studies().keep(kept);
        return LivingAttributes.in(study, says);
    }
}
