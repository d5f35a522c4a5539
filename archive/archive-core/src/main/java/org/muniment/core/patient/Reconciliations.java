package org.muniment.core.patient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientIndex;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.Reconciliation.Effect;
import org.muniment.archive.patient.Reconciliation.Kind;
import org.muniment.archive.patient.Reconciliation.State;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.ReconciliationRegister;
import org.muniment.archive.patient.StudyPatient.Assignment;

/**
 * Makes reconciliations true and takes them back. Each is written down first, then identifiers are made to lead where all that is written
 * down says, then studies are made to say so, then it is written down as done: who finds one undone does all of it again. Statements take
 * turns within this process; what two nodes write at once comes together when they are gone through again.
 */
final class Reconciliations {

    private final ReconciliationRegister register;
    private final Patients patients;
    private final StudyMoves moves;
    private final PatientListener listener;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);

    Reconciliations(Patients patients, StudyMoves moves, PatientListener listener, Clock clock) {
        this.register = patients.records().reconciliations();
        this.patients = patients;
        this.moves = moves;
        this.listener = listener;
        this.clock = clock;
    }

    /** The one there was already where this was said before, or is so already. */
    Reconciliation link(Kind kind, PatientIdentifier survivor, PatientIdentifier prior, Provenance by) {
        ReconciliationId id = id(kind, survivor, prior, by);
        Optional<Reconciliation> said = register.find(id);
        if (said.isPresent()) return completed(said.get());
        Reconciliation recorded = inTurn(() -> {
            Kinship kin = Kinship.of(List.of(survivor, prior), register);
            Reconciliation wanted = new Reconciliation(
                    id,
                    kind,
                    survivor,
                    Optional.of(prior),
                    Optional.empty(),
                    by,
                    order(kin.lastOrder()),
                    List.of(),
                    State.PENDING,
                    Optional.empty());
            Lineage before = kin.lineage();
            Lineage after = kin.lineageWith(wanted);
            if (after.isSameAs(before)) {
                Reconciliation redundant = redundant(wanted);
                return kin.saying(survivor, prior).orElse(redundant);
            }
            Reconciliation effective = wanted.withEffects(effects(kin.identifiers(), before, after));
            register.record(effective);
            return effective;
        });
        return completed(recorded);
    }

    private Reconciliation redundant(Reconciliation wanted) {
        Reconciliation redundant = wanted.redundant();
        if (!wanted.by().reference().isEmpty()) {
            register.record(redundant);
            register.settle(redundant);
        }
        listener.reconciled(redundant);
        return redundant;
    }

    /** Completes what this very statement began, if it did. */
    void complete(Kind kind, PatientIdentifier survivor, PatientIdentifier prior, Provenance by) {
        if (!by.reference().isEmpty())
            register.find(id(kind, survivor, prior, by)).ifPresent(this::completed);
    }

    private static ReconciliationId id(Kind kind, PatientIdentifier survivor, PatientIdentifier prior, Provenance by) {
        return id(by, kind.name(), survivor.id(), survivor.issuer(), prior.id(), prior.issuer());
    }

    private static ReconciliationId id(Provenance by, String... words) {
        if (by.reference().isEmpty()) return ReconciliationId.random();
        List<String> all = new ArrayList<>(List.of(by.by(), by.reference()));
        all.addAll(List.of(words));
        return ReconciliationId.of(all.toArray(String[]::new));
    }

    private long order(long last) {
        return Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    private static List<Effect> effects(Collection<PatientIdentifier> identifiers, Lineage before, Lineage after) {
        return identifiers.stream()
                .map(i -> new Effect(i, before.living(i), after.living(i)))
                .filter(effect -> !effect.before().equals(effect.after()))
                .toList();
    }

    Reconciliation assign(StudyInstanceUid study, PatientIdentifier patient, Provenance by) {
        ReconciliationId id = id(by, Kind.ASSIGN.name(), study.value(), patient.id(), patient.issuer());
        Optional<Reconciliation> said = register.find(id);
        if (said.isPresent()) return completed(said.get());
        Optional<PatientIdentifier> before = moves.kept(study)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such study"))
                .claimed();
        Reconciliation recorded = new Reconciliation(
                id,
                Kind.ASSIGN,
                patient,
                before,
                Optional.of(study),
                by,
                order(0),
                List.of(),
                State.PENDING,
                Optional.empty());
        register.record(recorded);
        return completed(recorded);
    }

    /** @throws ArchiveException NOT_FOUND */
    Reconciliation reverse(ReconciliationId id, Provenance why) {
        return completed(inTurn(() -> {
            Reconciliation present = find(id);
            if (!present.isInForce()) return present;
            Reconciliation reversing = present.reversing(why);
            register.record(reversing);
            return reversing;
        }));
    }

    private Reconciliation find(ReconciliationId id) {
        return register.find(id)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such reconciliation"));
    }

    private Reconciliation completed(Reconciliation reconciliation) {
        return reconciliation.isUnfinished() ? redo(reconciliation) : reconciliation;
    }

    /** Does once more what the reconciliation asks for, as everything written down stands now. */
    private Reconciliation redo(Reconciliation reconciliation) {
        if (reconciliation.kind() == Kind.CHANGE && reconciliation.state() == State.PENDING) inherit(reconciliation);
        if (reconciliation.isLink()) relink(reconciliation);
        else reassign(reconciliation);
        return inTurn(() -> {
            Reconciliation present = find(reconciliation.id());
            if (present.state() != reconciliation.state() || !present.isUnfinished()) return present;
            Reconciliation done = present.done();
            register.record(done);
            if (done.isInForce()) listener.reconciled(done);
            else listener.reversed(done);
            return done;
        });
    }

    /** Who replaces another, and of whom nothing is known, is known as that one was. */
    private void inherit(Reconciliation change) {
        PatientIndex known = patients.records().patients();
        Patient old = known.find(change.prior().orElseThrow()).orElse(null);
        boolean isKnown =
                known.find(change.survivor()).filter(Patient::isDescribed).isPresent();
        if (old != null && old.isDescribed() && !isKnown) known.describe(old.renamed(change.survivor()));
    }

    private void relink(Reconciliation reconciliation) {
        moves.settle(
                inTurn(() -> {
                    Kinship kin = Kinship.of(
                            List.of(
                                    reconciliation.survivor(),
                                    reconciliation.prior().orElseThrow()),
                            register);
                    Lineage lineage = kin.lineage();
                    Map<PatientIdentifier, PatientIdentifier> living = new HashMap<>();
                    kin.identifiers().forEach(identifier -> living.put(identifier, lineage.living(identifier)));
                    patients.link(living);
                    return kin.identifiers();
                }),
                true);
    }

    private void reassign(Reconciliation reconciliation) {
        Assignment assignment = new Assignment(reconciliation.id(), reconciliation.survivor());
        StudyInstanceUid study = reconciliation.study().orElseThrow();
        moves.change(
                study,
                kept -> find(reconciliation.id()).isInForce()
                        ? kept.assigned(assignment)
                        : kept.unassigned(reconciliation.id()));
    }

    /** See {@link PatientService#completeUnsettled}. */
    List<String> completeUnsettled(Duration grace) {
        Instant settled = clock.instant().minus(grace);
        List<Reconciliation> unsettled;
        try (Stream<Reconciliation> found = register.unsettled()) {
            unsettled = found.toList();
        }
        List<String> problems = new ArrayList<>();
        for (Reconciliation one : unsettled) {
            try {
                boolean old = one.changedAt().isBefore(settled);
                if (!one.isUnfinished() && !old) continue;
                Reconciliation now = redo(one);
                if (old && !one.isUnfinished()) register.settle(now);
            } catch (ArchiveException e) {
                if (e.code() == ErrorCode.INDEX_UNAVAILABLE) throw e;
                problems.add("reconciliation " + one.id() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    private <T> T inTurn(Supplier<T> step) {
        Patients.lock(turn);
        try {
            return step.get();
        } finally {
            turn.unlock();
        }
    }
}
