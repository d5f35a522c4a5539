package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;

/** A coded diagnosis or procedure and its date. @param system e.g. {@code ICD-10} or {@code OPCS-4} */
public record CodedEvent(String system, String code, LocalDate date) {}
