package org.muniment.core.find;

import java.math.BigDecimal;
import org.muniment.dicom.Attributes;

/**
 * What a key asks of one value of an attribute: the matching types of PS3.4 C.2.2.2 but for Universal Matching, which asks nothing and
 * is no match at all here, and Sequence Matching, which is a {@link Criterion} of its own. Compiled once per query; cheap per row.
 */
sealed interface ValueMatch
        permits ValueMatch.Exact,
                ValueMatch.Number,
                Wildcard,
                NameMatch,
                FuzzyNameMatch,
                DateRange,
                TimeRange,
                DateTimeRange {

    /**
     * @param value one value of the attribute, trimmed and not empty
     * @param row the data set it is from
     */
    boolean matches(String value, Attributes row);

    /** Single Value Matching and each UID of a list: exact, so case-sensitive; padding was no part of the value. PS3.4 C.2.2.2.1. */
    record Exact(String value) implements ValueMatch {
        @Override
        public boolean matches(String other, Attributes row) {
            return value.equals(other);
        }
    }

    /** A number is matched by what it is worth, not by how it is spelt: {@code 1}, {@code 01} and {@code 1.0} are one. */
    record Number(BigDecimal value) implements ValueMatch {
        @Override
        public boolean matches(String other, Attributes row) {
            BigDecimal number = parse(other);
            return number != null && number.compareTo(value) == 0;
        }

        /** What takes more is no number of any attribute, and takes time by the square of its length. */
        private static final int LONGEST = 400;

        /** Null where the text is no number, or one whose exponent no decimal string of 16 characters should have. */
        static BigDecimal parse(String text) {
            if (text.length() > LONGEST) return null;
            try {
                BigDecimal number = new BigDecimal(text);
                return Math.abs((long) number.scale()) > LONGEST ? null : number;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
