package org.muniment.archive.patient;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * A statement that two identifiers are one patient's, or that a study is another patient's than it says; never edited, but reversed. All
 * statements that are not reversed, in their order, are the source of truth for which patient lives under which identifier.
 *
 * @param survivor whose patient lives on; of an assignment, whose the study is
 * @param prior subsumed under it; of an assignment, whose the study was, empty where it named nobody
 * @param study the one assigned; empty for all other kinds
 * @param order statements take effect in this order: microseconds since 1970, later than that of all that it adds to
 * @param effects what it changed of who lives as whom
 * @param reversed by whom and why, where the state is REVERSING or REVERSED
 */
public record Reconciliation(
        ReconciliationId id,
        Kind kind,
        PatientIdentifier survivor,
        Optional<PatientIdentifier> prior,
        Optional<StudyInstanceUid> study,
        Provenance by,
        long order,
        List<Effect> effects,
        State state,
        Optional<Provenance> reversed) {

    public enum Kind {
        /** Two patients were one (ADT^A40). */
        MERGE,
        /** An identifier was replaced by another (ADT^A47). */
        CHANGE,
        /** Another identifier of the same patient (PID-3 repeats); holds only while nothing else is said of it. */
        ALIAS,
        /** A person decided whose a study is. */
        ASSIGN
    }

    public enum State {
        /** In force, but some studies may still say what they said before. */
        PENDING,
        DONE,
        /** No longer in force, but some studies may still say that it is. */
        REVERSING,
        REVERSED,
        /** It was so already, or says nothing. Kept so that it says nothing when it is repeated, whatever is taken back meanwhile. */
        REDUNDANT
    }

    /** The living patient's identifier before and after. */
    public record Effect(PatientIdentifier identifier, PatientIdentifier before, PatientIdentifier after) {}

    public Reconciliation {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(survivor);
        Objects.requireNonNull(prior);
        Objects.requireNonNull(by);
        effects = List.copyOf(effects);
        if ((kind == Kind.ASSIGN) != study.isPresent())
            throw new IllegalArgumentException("the study of a reconciliation " + kind);
        if ((state == State.REVERSING || state == State.REVERSED) != reversed.isPresent())
            throw new IllegalArgumentException("a reconciliation " + state + " with its reversal");
    }

    public boolean isInForce() {
        return state == State.PENDING || state == State.DONE;
    }

    /** Whether studies may not say yet what they are to. */
    public boolean isUnfinished() {
        return state == State.PENDING || state == State.REVERSING;
    }

    /** When the change began that led to its state. */
    public Instant changedAt() {
        return reversed.map(Provenance::at).orElseGet(this::madeAt);
    }

    /** When it was written down. */
    public Instant madeAt() {
        return Instant.EPOCH.plus(order, ChronoUnit.MICROS);
    }

    public Reconciliation withEffects(List<Effect> changes) {
        return new Reconciliation(id, kind, survivor, prior, study, by, order, changes, state, reversed);
    }

    public Reconciliation done() {
        return in(state == State.REVERSING ? State.REVERSED : State.DONE, reversed);
    }

    public Reconciliation reversing(Provenance why) {
        return in(State.REVERSING, Optional.of(why));
    }

    public Reconciliation redundant() {
        return in(State.REDUNDANT, reversed);
    }

    private Reconciliation in(State next, Optional<Provenance> reversal) {
        return new Reconciliation(id, kind, survivor, prior, study, by, order, effects, next, reversal);
    }

    /** Whether it says something of who lives as whom, and not just of a study. */
    public boolean isLink() {
        return kind != Kind.ASSIGN;
    }
}
