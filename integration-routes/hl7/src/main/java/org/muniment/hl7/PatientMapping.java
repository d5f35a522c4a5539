package org.muniment.hl7;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.hl7.MessageFault.Condition;

/** PID and MRG: who a patient is (HL7 2.5.1, 3.4.2 and 3.4.9). */
final class PatientMapping {

    /** Identifier types (CX-5) by which a patient is known at a hospital; the others only lead to the patient. */
    private static final List<String> PREFERRED = List.of("PI", "MR", "PT", "");

    private final SourceSettings settings;

    PatientMapping(SourceSettings settings) {
        this.settings = settings;
    }

    PatientUpdate update(Segment pid) {
        List<PatientIdentifier> identifiers = identifiers(pid);
        if (identifiers.isEmpty()) throw MessageFault.missing(pid.at(3));
        LinkedHashSet<PatientIdentifier> others = new LinkedHashSet<>(identifiers.subList(1, identifiers.size()));
        others.remove(identifiers.get(0));
        Optional<Timestamp> death = pid.isNull(29) ? Optional.empty() : Timestamp.of(pid, 29, 1);
        return new PatientUpdate(
                identifiers.get(0),
                others,
                text(pid, 5, Names.person(pid, 5)),
                text(
                        pid,
                        7,
                        pid.isNull(7)
                                ? ""
                                : Timestamp.of(pid, 7, 1).map(Timestamp::date).orElse("")),
                sex(pid),
                deceased(pid),
                text(pid, 29, death.map(Timestamp::dateTime).orElse("")));
    }

    /** The one the patient is to be known by. */
    PatientIdentifier identifier(Segment pid) {
        return identifiers(pid).stream().findFirst().orElseThrow(() -> MessageFault.missing(pid.at(3)));
    }

    /** All of PID-3, the preferred first; of senders before 2.3.1 that leave it empty, PID-2 and PID-4. */
    private List<PatientIdentifier> identifiers(Segment pid) {
        List<PatientIdentifier> found = identifiers(pid, 3);
        if (found.isEmpty()) found = identifiers(pid, 2);
        if (found.isEmpty()) found = identifiers(pid, 4);
        return found;
    }

    /** MRG-1, else MRG-4, the one of old. */
    PatientIdentifier prior(Segment mrg) {
        List<PatientIdentifier> found = identifiers(mrg, 1);
        if (found.isEmpty()) found = identifiers(mrg, 4);
        return found.stream().findFirst().orElseThrow(() -> MessageFault.missing(mrg.at(1)));
    }

    private List<PatientIdentifier> identifiers(Segment segment, int field) {
        List<PatientIdentifier> found = new ArrayList<>();
        int preferred = -1;
        for (int repetition = 0; repetition < segment.repetitions(field); repetition++) {
            String id = segment.get(field, repetition, 1, 1);
            if (id.isEmpty()) continue;
            int rank = PREFERRED.indexOf(segment.get(field, repetition, 5, 1));
            PatientIdentifier identifier = new PatientIdentifier(id, issuer(segment, field, repetition));
            if (rank >= 0 && preferred < 0) {
                preferred = rank;
                found.add(0, identifier);
            } else found.add(identifier);
        }
        return found;
    }

    private String issuer(Segment segment, int field, int repetition) {
        String namespace = segment.get(field, repetition, 4, 1);
        if (!namespace.isEmpty()) return namespace;
        String universal = segment.get(field, repetition, 4, 2);
        return universal.isEmpty() ? settings.defaultIssuer() : universal;
    }

    private static Optional<String> text(Segment pid, int field, String value) {
        if (pid.isNull(field)) return Optional.of("");
        return Optional.of(value).filter(v -> !v.isEmpty());
    }

    private static Optional<String> sex(Segment pid) {
        return text(pid, 8, pid.get(8)).map(code -> switch (code) {
            case "M", "F", "O" -> code;
            case "A", "N" -> "O"; // ambiguous, not applicable
            default -> ""; // unknown
        });
    }

    private static Optional<Boolean> deceased(Segment pid) {
        return text(pid, 30, pid.get(30)).map(indicator -> switch (indicator) {
            case "Y" -> true;
            case "N", "" -> false;
            default -> throw new MessageFault(Condition.TABLE_VALUE_NOT_FOUND, pid.at(30), "PID-30 is neither Y nor N");
        });
    }
}
