package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;

/** A coded diagnosis or procedure and its date. @param system e.g. {@code ICD-10} or {@code OPCS-4} */
public record CodedEvent(Kind kind, String system, String code, LocalDate date) {

    public enum Kind {
        DIAGNOSIS,
        PROCEDURE
    }
}
