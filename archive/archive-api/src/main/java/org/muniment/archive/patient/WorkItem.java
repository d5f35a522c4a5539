package org.muniment.archive.patient;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * A conflict of identities, which only a person can decide. What led to it has been accepted, and nothing is lost or mixed meanwhile.
 *
 * @param sides what stands against each other; the first is what came last
 * @param raised what led to it: the source, or the message
 * @param about the reconciliation that is in doubt, where it is one
 * @param round how often it was decided and opened again
 * @param decision empty while it is open
 */
public record WorkItem(
        WorkItemId id,
        Kind kind,
        List<Side> sides,
        Provenance raised,
        Optional<ReconciliationId> about,
        int round,
        Optional<Decision> decision) {

    public enum Choice {
        /** The studies in question are the patient's whose identifier is given. */
        ASSIGN,
        /** Both sides are one person. */
        MERGE,
        /** Both sides are two people. */
        SPLIT
    }

    public enum Kind {
        /** One identifier, but names, and birth date or sex, are not of one person. */
        ANOTHER_PERSON(Choice.values()),
        /** A study names a patient id without its issuer, so that it may be anybody's who has that id somewhere. */
        MISSING_ISSUER(Choice.values()),
        /** A study names no patient id at all. */
        MISSING_ID(Choice.ASSIGN, Choice.SPLIT),
        /** Instances of one study name two patients; the study stays with the first. */
        TWO_PATIENTS_IN_STUDY(Choice.values()),
        /** Two patients are said to have the same identifier; it stays with the one who had it. */
        SHARED_IDENTIFIER(Choice.MERGE, Choice.SPLIT),
        /** A merge or a change of identifiers of what seem to be two people; it is done. */
        DOUBTFUL_MERGE(Choice.MERGE, Choice.SPLIT);

        private final Set<Choice> choices;

        Kind(Choice... choices) {
            this.choices = Set.of(choices);
        }

        public Set<Choice> choices() {
            return choices;
        }
    }

    /**
     * What is known of one side; texts are empty where nothing is.
     *
     * @param study the one that showed the conflict
     */
    public record Side(
            Optional<PatientIdentifier> identifier,
            String name,
            String birthDate,
            String sex,
            Optional<StudyInstanceUid> study) {

        public Side {
            Objects.requireNonNull(identifier);
            Objects.requireNonNull(name);
            Objects.requireNonNull(birthDate);
            Objects.requireNonNull(sex);
            Objects.requireNonNull(study);
        }

        public static Side of(Patient patient) {
            return new Side(
                    Optional.of(patient.identifier()),
                    patient.name(),
                    patient.birthDate(),
                    patient.sex(),
                    Optional.empty());
        }

        /** Nothing of it: it is patient data. */
        @Override
        public String toString() {
            return "Side";
        }
    }

    /** @param reconciliations what was done of it; to be reversed where the item is opened again */
    public record Decision(Choice choice, Provenance by, List<ReconciliationId> reconciliations) {
        public Decision {
            Objects.requireNonNull(choice);
            Objects.requireNonNull(by);
            reconciliations = List.copyOf(reconciliations);
        }
    }

    public WorkItem {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        sides = List.copyOf(sides);
        Objects.requireNonNull(raised);
        Objects.requireNonNull(about);
        Objects.requireNonNull(decision);
    }

    public boolean isOpen() {
        return decision.isEmpty();
    }

    public WorkItem decided(Decision how) {
        return new WorkItem(id, kind, sides, raised, about, round, Optional.of(how));
    }

    public WorkItem reopened() {
        return new WorkItem(id, kind, sides, raised, about, round + 1, Optional.empty());
    }
}
