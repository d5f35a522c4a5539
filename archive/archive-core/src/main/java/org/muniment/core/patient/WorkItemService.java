package org.muniment.core.patient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Choice;
import org.muniment.archive.patient.WorkItem.Decision;
import org.muniment.archive.patient.WorkItem.Kind;
import org.muniment.archive.patient.WorkItem.Side;
import org.muniment.archive.patient.WorkItemId;
import org.muniment.archive.patient.WorkItemRegister;
import org.muniment.core.InFlight;

/**
 * Lets people decide conflicts of identities, and change their minds. A decision consists of reconciliations that bear the item's id, so that one
 * that was interrupted is completed by deciding the same again. Safe for use by many threads.
 */
public final class WorkItemService {

    /** Who issues the identifiers the archive makes for people it is to keep apart. */
    static final String OWN_ISSUER = "MUNIMENT";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InFlight<WorkItemId> busy = new InFlight<>();
    private final WorkItemRegister items;
    private final PatientService patients;
    private final PatientListener listener;

    public WorkItemService(PatientService patients, WorkItemRegister items, PatientListener listener) {
        this.patients = patients;
        this.items = items;
        this.listener = listener;
    }

    /** The caller closes the stream. */
    public Stream<WorkItem> open() {
        return items.open();
    }

    /** Decided or not. */
    public List<WorkItem> naming(PatientIdentifier identifier) {
        try (Stream<WorkItem> found = items.naming(identifier)) {
            return found.toList();
        }
    }

    /** @throws ArchiveException NOT_FOUND */
    public WorkItem find(WorkItemId id) {
        return items.find(id)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such work item"));
    }

    /**
     * Decides an item; one that was decided stays as it is.
     *
     * @param patient to whom studies are assigned, who survives a merge, or the new identifier of a side that is split off; where it is empty, the
     *     second side's, or one the archive makes
     * @throws ArchiveException NOT_FOUND; INVALID_QUERY where the item does not offer this choice, or {@code patient} has to be given
     */
    public WorkItem decide(WorkItemId id, Choice choice, Optional<PatientIdentifier> patient, Provenance by) {
        return alone(id, () -> decide(find(id), choice, patient, by));
    }

    private WorkItem alone(WorkItemId id, Supplier<WorkItem> step) {
        try (var turn = busy.enter(id)) {
            if (!turn.lock(PATIENCE)) throw new ArchiveException(ErrorCode.OVERLOADED, "the item is being decided");
            return step.get();
        }
    }

    private WorkItem decide(WorkItem item, Choice choice, Optional<PatientIdentifier> patient, Provenance by) {
        if (!item.isOpen()) return item;
        if (!item.kind().choices().contains(choice))
            throw new ArchiveException(
                    ErrorCode.INVALID_QUERY, "The item offers " + item.kind().choices());
        Provenance of = new Provenance(by.by(), "work-item " + item.id() + "/" + item.round(), by.at());
        List<ReconciliationId> done =
                done(item, choice, patient, of).stream().map(Reconciliation::id).toList();
        WorkItem decided = item.decided(new Decision(choice, by, done));
        items.record(decided);
        listener.decided(decided);
        return decided;
    }

    private List<Reconciliation> done(
            WorkItem item, Choice choice, Optional<PatientIdentifier> patient, Provenance by) {
        return switch (choice) {
            case ASSIGN -> assign(item, patient.or(() -> second(item)).orElseThrow(this::noPatient), by);
            case MERGE -> merge(item, patient, by);
            case SPLIT -> split(item, patient, by);
        };
    }

    private ArchiveException noPatient() {
        return new ArchiveException(ErrorCode.INVALID_QUERY, "A patient's identifier has to be given");
    }

    private static Optional<PatientIdentifier> second(WorkItem item) {
        return item.sides().size() == 2 ? item.sides().get(1).identifier() : Optional.empty();
    }

    private List<Reconciliation> assign(WorkItem item, PatientIdentifier patient, Provenance by) {
        List<Reconciliation> all = new ArrayList<>();
        for (StudyInstanceUid study : studies(item, by)) all.add(patients.assign(study, patient, by));
        return all;
    }

    /** Those that say what the first side says. */
    private List<StudyInstanceUid> studies(WorkItem item, Provenance by) {
        Side first = item.sides().get(0);
        Kind kind = item.kind();
        if (kind == Kind.MISSING_ID || kind == Kind.TWO_PATIENTS_IN_STUDY)
            return first.study().stream().toList();
        return patients.saying(
                first.identifier().orElseThrow(), new Person(first.name(), first.birthDate(), first.sex()), by);
    }

    private List<Reconciliation> merge(WorkItem item, Optional<PatientIdentifier> patient, Provenance by) {
        if (item.kind() == Kind.DOUBTFUL_MERGE) return List.of();
        PatientIdentifier first = item.sides().get(0).identifier().orElseThrow(this::noPatient);
        if (item.kind() == Kind.ANOTHER_PERSON) return assign(item, first, by);
        PatientIdentifier other = second(item).or(() -> patient).orElseThrow(this::noPatient);
        PatientIdentifier survivor = patient.orElse(other);
        return List.of(patients.merge(survivor, survivor.equals(first) ? other : first, by));
    }

    private List<Reconciliation> split(WorkItem item, Optional<PatientIdentifier> patient, Provenance by) {
        return switch (item.kind()) {
            case ANOTHER_PERSON, MISSING_ISSUER, MISSING_ID -> assign(item, patient.orElseGet(() -> own(item)), by);
            case TWO_PATIENTS_IN_STUDY, SHARED_IDENTIFIER -> List.of();
            case DOUBTFUL_MERGE -> {
                patients.reverse(item.about().orElseThrow(), by);
                yield List.of();
            }
        };
    }

    /** The same one whenever it is asked for. */
    private static PatientIdentifier own(WorkItem item) {
        UUID id = UUID.fromString(item.id().value());
        return new PatientIdentifier(
                Long.toHexString(id.getMostSignificantBits() ^ id.getLeastSignificantBits()), OWN_ISSUER);
    }

    /**
     * Takes a decision back: what was done of it is reversed, and the item is open again.
     *
     * @throws ArchiveException NOT_FOUND
     */
    public WorkItem reopen(WorkItemId id, Provenance by) {
        return alone(id, () -> reopen(find(id), by));
    }

    private WorkItem reopen(WorkItem item, Provenance by) {
        if (item.isOpen()) return item;
        Decision decision = item.decision().orElseThrow();
        decision.reconciliations().forEach(done -> patients.reverse(done, by));
        WorkItem open = again(item, decision, by);
        items.record(open);
        listener.reopened(open, by);
        return open;
    }

    /** A merge that was split is made once more, and is what the item is about then. */
    private WorkItem again(WorkItem item, Decision decision, Provenance by) {
        WorkItem open = item.reopened();
        if (item.kind() != Kind.DOUBTFUL_MERGE || decision.choice() != Choice.SPLIT) return open;
        Supplier<ArchiveException> lost =
                () -> new ArchiveException(ErrorCode.NOT_FOUND, "the reconciliation is not there");
        Reconciliation was = patients.reconciliation(item.about().orElseThrow()).orElseThrow(lost);
        Provenance of = new Provenance(by.by(), "work-item " + item.id() + "/" + item.round() + " reopened", by.at());
        PatientIdentifier prior = was.prior().orElseThrow(lost);
        Reconciliation made = was.kind() == Reconciliation.Kind.CHANGE
                ? patients.changeIdentifier(prior, was.survivor(), of)
                : patients.merge(was.survivor(), prior, of);
        return new WorkItem(
                open.id(),
                open.kind(),
                open.sides(),
                open.raised(),
                Optional.of(made.id()),
                open.round(),
                open.decision());
    }
}
