package org.muniment.core.find;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.NameKey;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/**
 * Reads the key attributes of an identifier as conditions: which matching type a key asks for follows from its VR and its text (PS3.4
 * C.2.2.2). A key of zero length, or {@code *} alone, is Universal Matching and makes no condition.
 */
final class KeyParser {

    /** Dates with their times, as far as they can be searched. */
    private static final Map<Integer, Integer> TIME_OF_DATE = Map.of(
            Tag.StudyDate, Tag.StudyTime,
            Tag.SeriesDate, Tag.SeriesTime,
            Tag.AcquisitionDate, Tag.AcquisitionTime,
            Tag.ContentDate, Tag.ContentTime,
            Tag.InstanceCreationDate, Tag.InstanceCreationTime,
            Tag.PatientBirthDate, Tag.PatientBirthTime,
            Tag.PerformedProcedureStepStartDate, Tag.PerformedProcedureStepStartTime,
            Tag.ScheduledProcedureStepStartDate, Tag.ScheduledProcedureStepStartTime,
            Tag.PresentationCreationDate, Tag.PresentationCreationTime);

    /** Each UID of a list is a look-up of its own. */
    private static final int MOST_VALUES = 20_000;

    private final QueryOptions options;
    private final Integer timezone;

    /** @param identifier whose Timezone Offset From UTC, if it has one, is that of all its keys */
    KeyParser(Attributes identifier, QueryOptions options) {
        this.options = options;
        this.timezone = DateTimeRange.offset(identifier.getString(Tag.TimezoneOffsetFromUTC));
    }

    /**
     * The identifier with the VRs of the dictionary: a peer that writes UN, or a date as LO, means no other attribute by it. What follows
     * relies on a key's VR being the attribute's.
     */
    static Attributes withDictionaryVrs(Attributes identifier) {
        Attributes keys = new Attributes();
        for (Attributes.Element key : identifier.elements()) {
            ElementDictionary.Entry known = ElementDictionary.find(key.tag());
            if (key.value() instanceof Value.Items items) {
                Attributes[] copies =
                        items.items().stream().map(KeyParser::withDictionaryVrs).toArray(Attributes[]::new);
                keys.setItems(key.tag(), copies);
            } else if (known != null && (key.vr() == VR.UN || known.vr().isString())) {
                keys.put(new Attributes.Element(key.tag(), known.vr(), key.value()));
            } else {
                keys.put(key);
            }
        }
        return keys;
    }

    /** The conditions among those {@code keys} that are {@code matched}. */
    List<Criterion> parse(Attributes keys, IntPredicate matched) {
        List<Criterion> criteria = new ArrayList<>();
        Set<Integer> combined = new HashSet<>();
        if (options.combinedDateTime()) combine(keys, matched, criteria, combined);
        for (Attributes.Element key : keys.elements()) {
            if (!matched.test(key.tag()) || combined.contains(key.tag()) || !keys.containsValue(key.tag())) continue;
            if (key.value() instanceof Value.Items items) addItem(key.tag(), items.items(), criteria);
            else addValues(keys, key, criteria);
        }
        return criteria;
    }

    private static void combine(
            Attributes keys, IntPredicate matched, List<Criterion> criteria, Set<Integer> combined) {
        TIME_OF_DATE.forEach((date, time) -> {
            if (!matched.test(date) || !keys.containsValue(date) || !keys.containsValue(time)) return;
            String dates = keys.getString(date, "");
            DateTimeRange range = DateTimeRange.combine(dates, keys.getString(time, ""));
            if (range == null) return;
            criteria.add(new Criterion.OnDateTime(date, time, range, DateRange.parse(dates)));
            combined.addAll(List.of(date, time));
        });
    }

    private void addItem(int tag, List<Attributes> items, List<Criterion> criteria) {
        if (items.size() != 1) throw invalid(tag, "a key has one item");
        List<Criterion> asked = parse(items.get(0), any -> any != Tag.SpecificCharacterSet);
        if (!asked.isEmpty()) criteria.add(new Criterion.OnItem(tag, asked));
    }

    private void addValues(Attributes keys, Attributes.Element key, List<Criterion> criteria) {
        List<ValueMatch> asked = new ArrayList<>();
        String[] values = keys.getStrings(key.tag());
        if (values.length > MOST_VALUES) throw invalid(key.tag(), "more than " + MOST_VALUES + " values");
        for (String value : values) {
            if (isUniversal(value, key.vr())) return;
            if (!value.isEmpty()) asked.add(match(key.tag(), key.vr(), value));
        }
        if (asked.isEmpty()) return;
        criteria.add(new Criterion.OnValue(key.tag(), asked, asked.size() > 1 && areAllAsked(key.vr())));
    }

    private static boolean isUniversal(String value, VR vr) {
        return value.equals("*")
                || vr == VR.PN && !value.isEmpty() && NameKey.of(value).chars().allMatch(c -> c == '*');
    }

    /** The VRs of Multiple Value Matching, PS3.4 C.2.2.2.8. Not agreed upon, several values are undefined there: one is enough, as with UIDs. */
    private boolean areAllAsked(VR vr) {
        return switch (vr) {
            case AE, AS, AT, CS, LO, PN, SH, UC -> options.multipleValues();
            default -> false;
        };
    }

    private ValueMatch match(int tag, VR vr, String value) {
        return switch (vr) {
            case PN -> options.fuzzyNames() ? FuzzyNameMatch.of(value) : NameMatch.of(value);
            case AE, CS, LO, LT, SH, ST, UC, UR, UT -> Wildcard.isIn(value)
                    ? new Wildcard(value)
                    : new ValueMatch.Exact(value);
            case DA -> orInvalid(DateRange.parse(value), tag, "not a date or range");
            case TM -> orInvalid(TimeRange.parse(value), tag, "not a time or range");
            case DT -> orInvalid(DateTimeRange.parse(value, timezone), tag, "not a date-time or range");
            case UI -> uid(tag, value);
            case DS, IS, US, SS, UL, SL, UV, SV, FL, FD -> number(tag, value);
            case AS, AT -> new ValueMatch.Exact(value);
            default -> throw invalid(tag, "can't be matched");
        };
    }

    private static ValueMatch uid(int tag, String value) {
        if (!value.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) throw invalid(tag, "not a UID");
        return new ValueMatch.Exact(value);
    }

    private static ValueMatch number(int tag, String value) {
        BigDecimal number = ValueMatch.Number.parse(value);
        return new ValueMatch.Number(orInvalid(number, tag, "not a number"));
    }

    private static <T> T orInvalid(T parsed, int tag, String otherwise) {
        if (parsed == null) throw invalid(tag, otherwise);
        return parsed;
    }

    /** Names the attribute, never the value: that may be a patient's. Mostly fits an Error Comment (0000,0902). */
    static ArchiveException invalid(int tag, String what) {
        ElementDictionary.Entry known = ElementDictionary.find(tag);
        String name = known == null ? "" : known.keyword() + " ";
        return new ArchiveException(
                ErrorCode.INVALID_QUERY, String.format("%s(%04X,%04X): %s", name, tag >>> 16, tag & 0xffff, what));
    }
}
