package org.muniment.core.find;

import java.util.List;
import org.muniment.dicom.Attributes;

/** A condition on a row of the index. Attributes whose value is not known meet no condition (ADR 0041). */
sealed interface Criterion {

    /** The attribute it is on; of a pair the date. */
    int tag();

    boolean matches(Attributes row);

    /**
     * On the values of an attribute. Of an attribute with several values one that matches is enough (PS3.4 C.2.2.3).
     *
     * @param all whether every one of {@code asked} has to be met (Multiple Value Matching, PS3.4 C.2.2.2.8), or one
     */
    record OnValue(int tag, List<ValueMatch> asked, boolean all) implements Criterion {

        public OnValue {
            asked = List.copyOf(asked);
        }

        @Override
        public boolean matches(Attributes row) {
            String[] values = row.getStrings(tag);
            for (ValueMatch match : asked) if (anyMatches(match, values, row) != all) return !all;
            return all;
        }

        private static boolean anyMatches(ValueMatch match, String[] values, Attributes row) {
            for (String value : values) if (!value.isEmpty() && match.matches(value, row)) return true;
            return false;
        }
    }

    /** On an item: met where one item of the row's sequence meets all (PS3.4 C.2.2.2.6). */
    record OnItem(int tag, List<Criterion> asked) implements Criterion {

        public OnItem {
            asked = List.copyOf(asked);
        }

        @Override
        public boolean matches(Attributes row) {
            for (Attributes item : row.getItems(tag)) if (matchesItem(item)) return true;
            return false;
        }

        boolean matchesItem(Attributes item) {
            for (Criterion criterion : asked) if (!criterion.matches(item)) return false;
            return true;
        }
    }

    /** On a date together with its time (combined date-time matching, PS3.4 C.2.2.2.5). */
    record OnDateTime(int tag, int timeTag, DateTimeRange range, DateRange dates) implements Criterion {
        @Override
        public boolean matches(Attributes row) {
            return range.matches(row.getString(tag), row.getString(timeTag));
        }
    }
}
