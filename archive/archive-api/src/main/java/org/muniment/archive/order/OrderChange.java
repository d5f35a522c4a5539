package org.muniment.archive.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * What a message says of an order. What it leaves empty it says nothing of.
 *
 * @param numbers at least one of placer, filler and accession number
 * @param patient required of an order that is not known yet
 * @param study the order's Study Instance UID, if it was given one
 * @param status what an order's filler says it is at; of {@link Control#STATUS} only
 * @param steps all the order's steps, or none where it does not speak of them; a step's status counts only where it is final or ON_HOLD
 * @param at when it was said (MSH-7, else ORC-9), not when it arrived: what was said earlier never wins over what was said later
 */
public record OrderChange(
        Control control,
        OrderNumbers numbers,
        Optional<PatientIdentifier> patient,
        Optional<StudyInstanceUid> study,
        Optional<OrderStatus> status,
        OrderDetails details,
        List<ScheduledProcedureStep> steps,
        Instant at) {

    /** What is to become of the order; in brackets the order control codes of HL7 table 0119 that ask for it. */
    public enum Control {
        /** It is placed (NW, SN), or replaces another (RO). */
        NEW,
        /** It is described anew (XO, XX, SU). */
        CHANGE,
        /** It is called off before it began (CA, OC, CR). */
        CANCEL,
        /** It is broken off (DC, OD, DR). */
        DISCONTINUE,
        /** It waits (HD, OH). */
        HOLD,
        /** It waits no longer (RL, OE). */
        RELEASE,
        /** Another takes its place (RP, RU): called off, for whatever has not begun. */
        REPLACE,
        /** Its filler tells how far it is (SC). */
        STATUS
    }

    public OrderChange {
        Objects.requireNonNull(control);
        Objects.requireNonNull(numbers);
        Objects.requireNonNull(patient);
        Objects.requireNonNull(study);
        Objects.requireNonNull(status);
        Objects.requireNonNull(details);
        steps = List.copyOf(steps);
        Objects.requireNonNull(at);
    }
}
