package org.muniment.core.patient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientIndex;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.Reconciliation.Kind;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.StudyPatient;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.InFlight;
import org.muniment.dicom.NameKey;

/**
 * Knows patients, and which identifiers are one patient's. Every change is durable on return and harmless to repeat: a statement that bears the
 * reference of one made before is that one. Safe for use by many threads.
 *
 * <p>Failures are {@link ArchiveException} INDEX_UNAVAILABLE and OVERLOADED: the change may have happened in part, and whoever repeats it, or
 * {@link #completeUnfinished}, completes it.
 */
public final class PatientService {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ArchiveIndex index;
    private final PatientIndex known;
    private final Patients patients;
    private final StudyMoves moves;
    private final Reconciliations reconciliations;
    private final PatientListener listener;
    private final InFlight<PatientIdentifier> updates = new InFlight<>();

    public PatientService(ArchiveIndex index, PatientListener listener, Clock clock) {
        this.index = index;
        this.patients = index.patients();
        this.known = patients.records().patients();
        this.moves = new StudyMoves(index);
        this.reconciliations = new Reconciliations(patients, moves, listener, clock);
        this.listener = listener;
    }

    /**
     * What a registration system tells. Where it was stated before what is known, it changes nothing. On return the patient's studies say so.
     *
     * @return the living patient
     */
    public Patient update(PatientUpdate update, Provenance by) {
        PatientUpdate told = ofLiving(update);
        PatientIdentifier identifier = told.identifier();
        try (var turn = updates.enter(identifier)) {
            if (!turn.lock(PATIENCE)) throw new ArchiveException(ErrorCode.OVERLOADED, "the patient is being changed");
            patients.alone(() -> {
                Patient before = known.find(identifier).orElseGet(() -> Patient.unknown(identifier));
                if (!before.registered() || !by.at().isBefore(before.updatedAt()))
                    known.describe(told.appliedTo(before, by.at()));
            });
        }
        told.otherIdentifiers().forEach(other -> alias(identifier, other, by));
        moves.settle(List.of(identifier), false);
        Patient living = patients.living(identifier);
        listener.updated(living, by);
        return living;
    }

    /** Which of the patient's identifiers is told first varies: it is the one under which the patient lives that counts. */
    private PatientUpdate ofLiving(PatientUpdate update) {
        PatientIdentifier living = patients.living(update.identifier()).identifier();
        if (!update.otherIdentifiers().contains(living)) return update;
        Set<PatientIdentifier> others = new HashSet<>(update.otherIdentifiers());
        others.add(update.identifier());
        others.remove(living);
        return new PatientUpdate(
                living, others, update.name(), update.birthDate(), update.sex(), update.deceased(), update.deathDate());
    }

    private void alias(PatientIdentifier of, PatientIdentifier other, Provenance by) {
        if (!of.hasIssuer() || !other.hasIssuer() || other.equals(of)) return;
        Optional<Patient> present = known.find(other);
        boolean free =
                present.isEmpty() || present.get().isLiving() && !present.get().registered();
        if (free) reconciliations.link(Kind.ALIAS, of, other, by);
        else reconciliations.complete(Kind.ALIAS, of, other, by);
        Patient claiming = patients.living(of);
        Patient having = patients.living(other);
        if (!having.identifier().equals(claiming.identifier()))
            patients.conflicts().sharedIdentifier(claiming, having, by);
    }

    private boolean isAnother(Patient one, PatientIdentifier other) {
        return Person.of(one).isClearlyNot(Person.of(patients.living(other)));
    }

    /**
     * The patient behind {@code prior} is the one behind {@code survivor} (ADT^A40). Where the survivor had been subsumed under the prior, they
     * change places. A merge with itself changes nothing, and is not written down.
     *
     * @return also where this was said before
     */
    public Reconciliation merge(PatientIdentifier survivor, PatientIdentifier prior, Provenance by) {
        return link(Kind.MERGE, survivor, prior, by);
    }

    /**
     * {@code from} was replaced by {@code to} (ADT^A47), who takes over what is known of the patient. Where {@code to} is known already, this is
     * as good as a merge.
     */
    public Reconciliation changeIdentifier(PatientIdentifier from, PatientIdentifier to, Provenance by) {
        return link(Kind.CHANGE, to, from, by);
    }

    /** What seem to be two people are linked all the same: it is the registration's business, but somebody is to look at it. */
    private Reconciliation link(Kind kind, PatientIdentifier survivor, PatientIdentifier prior, Provenance by) {
        Reconciliation done = reconciliations.link(kind, survivor, prior, by);
        if (!done.isInForce() || done.effects().isEmpty()) return done;
        Optional<Patient> one = known.find(survivor);
        Optional<Patient> other = known.find(prior);
        if (one.isPresent() && other.isPresent() && Person.of(one.get()).isClearlyNot(Person.of(other.get())))
            patients.conflicts().doubtfulMerge(one.get(), other.get(), done.id(), by);
        return done;
    }

    /** A person decided whose the study is, whatever it says itself. */
    public Reconciliation assign(StudyInstanceUid study, PatientIdentifier patient, Provenance by) {
        return reconciliations.assign(study, patient, by);
    }

    /**
     * Takes a reconciliation back: on return all is as if it had never been made, whatever was made since. One that was taken back stays so.
     *
     * @throws ArchiveException NOT_FOUND
     */
    public Reconciliation reverse(ReconciliationId id, Provenance by) {
        return reconciliations.reverse(id, by);
    }

    /** What is known behind this very identifier, perhaps that it is subsumed under another; empty where it was never heard of. */
    public Optional<Patient> find(PatientIdentifier any) {
        return known.find(any).or(() -> ofStudies(any));
    }

    private Optional<Patient> ofStudies(PatientIdentifier identifier) {
        try (Stream<StudyRecord> studies = studies(identifier)) {
            return studies.findFirst().map(study -> Patient.of(identifier, study.attributes(), Instant.EPOCH));
        }
    }

    /** The living patient behind any identifier; one of whom nothing else is known where it was never heard of. */
    public Patient living(PatientIdentifier any) {
        Patient living = patients.living(any);
        return living.isDescribed() ? living : find(living.identifier()).orElse(living);
    }

    /**
     * Studies, in sight or held back, that said when they came that they are this person's, by this identifier; without those that were assigned to
     * somebody, but by this very statement.
     */
    List<StudyInstanceUid> saying(PatientIdentifier identifier, Person person, Provenance by) {
        return moves.claiming(identifier).stream()
                .filter(study -> moves.kept(study)
                        .filter(kept -> kept.assignments().stream().allMatch(assigned -> isSaid(assigned.by(), by)))
                        .filter(kept -> PatientIdentifier.of(kept.arrived())
                                .filter(identifier::equals)
                                .isPresent())
                        .filter(kept -> Person.of(kept.arrived()).key().equals(person.key()))
                        .isPresent())
                .toList();
    }

    private boolean isSaid(ReconciliationId id, Provenance by) {
        return reconciliation(id)
                .filter(said -> said.by().reference().equals(by.reference()))
                .isPresent();
    }

    /** Living patients, each once; found also by identifiers and names they had before. To be read only as far as needed. */
    public Stream<Patient> search(PatientSearch search) {
        Set<PatientIdentifier> seen = new LinkedHashSet<>();
        return found(search)
                .map(patient -> patient.isLiving() ? patient : living(patient.identifier()))
                .filter(patient -> seen.add(patient.identifier()));
    }

    private Stream<Patient> found(PatientSearch search) {
        String prefix = NameKey.of(search.name());
        if (search.id().isBlank()) return known.byName(prefix);
        return known.byId(search.id().strip())
                .filter(p -> search.issuer().isBlank()
                        || p.identifier().issuer().equals(search.issuer().strip()))
                .filter(p -> NameKey.groups(p.name()).stream().anyMatch(n -> n.startsWith(prefix)) || prefix.isEmpty());
    }

    /** All identifiers that lead to the living patient, its own among them. */
    public Set<PatientIdentifier> identifiers(PatientIdentifier living) {
        return new LivingPatients(patients).identifiers(living);
    }

    /**
     * All identifiers of everybody the study was ever filed under, also where a person has decided since that it is somebody else's; empty where it
     * says what it always said.
     */
    public Set<PatientIdentifier> filedUnder(StudyInstanceUid study) {
        Set<PatientIdentifier> all = new HashSet<>();
        for (PatientIdentifier named : patients.records()
                .studies()
                .find(study)
                .map(StudyPatient::named)
                .orElse(Set.of())) {
            all.add(named);
            all.addAll(identifiers(patients.living(named).identifier()));
        }
        return all;
    }

    /** Identifiers with this id, of whatever issuer, of which something was told or that a study names, in sight or held back. */
    public Set<PatientIdentifier> withId(String id) {
        Set<PatientIdentifier> found = moves.named(id);
        try (Stream<Patient> told = known.byId(id)) {
            told.map(Patient::identifier).forEach(found::add);
        }
        return found;
    }

    /** Studies, in sight or held back, that are the living patient's, or were filed under one of its identifiers once: see {@link #filedUnder}. */
    public Set<StudyInstanceUid> everOf(PatientIdentifier living) {
        Set<StudyInstanceUid> all = new LinkedHashSet<>();
        for (PatientIdentifier identifier : identifiers(living)) {
            all.addAll(moves.claiming(identifier));
            history(identifier).stream()
                    .filter(Reconciliation::isInForce)
                    .flatMap(assigned -> assigned.study().stream())
                    .filter(study -> moves.kept(study).isPresent()) // it may be destroyed
                    .forEach(all::add);
        }
        return all;
    }

    /** Studies in sight of the living patient; the caller closes the stream. */
    public Stream<StudyRecord> studies(PatientIdentifier living) {
        return index.reader().studies(new StudyAccess.ByPatientId(living.id())).filter(study -> PatientIdentifier.of(
                        study.attributes())
                .filter(living::equals)
                .isPresent());
    }

    /** All reconciliations that name the identifier, the latest first. */
    public List<Reconciliation> history(PatientIdentifier identifier) {
        try (Stream<Reconciliation> naming =
                patients.records().reconciliations().naming(identifier)) {
            return naming.sorted((one, other) -> Long.compare(other.order(), one.order()))
                    .toList();
        }
    }

    /** Empty where there is none. */
    public Optional<Reconciliation> reconciliation(ReconciliationId id) {
        return patients.records().reconciliations().find(id);
    }

    /**
     * Completes what a crash or an unavailable index has left undone; to be called when the archive starts.
     *
     * @return what could not be completed, for a person to look at
     */
    public List<String> completeUnfinished() {
        return completeUnsettled(Duration.ofDays(36_500));
    }

    /**
     * As {@link #completeUnfinished}. What is older than {@code grace} is also done once more, and then settled: another node may have stored a
     * study in the very moment, not knowing of it.
     */
    public List<String> completeUnsettled(Duration grace) {
        return reconciliations.completeUnsettled(grace);
    }
}
