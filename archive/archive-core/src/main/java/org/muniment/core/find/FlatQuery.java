package org.muniment.core.find;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;

/**
 * A query of an information model without levels, such as a worklist's (PS3.4 K.6): an identifier whose elements are both conditions and the
 * attributes to return, and which goes into items of sequences. Keys that are not supported are no conditions (PS3.4 C.2.2.1.3) and are
 * answered with zero length. Immutable.
 */
public final class FlatQuery {

    private final Attributes keys;
    private final List<Criterion> criteria;

    private FlatQuery(Attributes keys, List<Criterion> criteria) {
        this.keys = keys;
        this.criteria = criteria;
    }

    /**
     * @param matched the attributes that are conditions where they have a value
     * @param matchedInItems of sequences among them, those of their items
     * @throws org.muniment.archive.error.ArchiveException INVALID_QUERY naming a key whose value the standard does not allow
     */
    public static FlatQuery of(
            Attributes identifier,
            Set<Integer> matched,
            Map<Integer, Set<Integer>> matchedInItems,
            QueryOptions options) {
        Attributes keys = KeyParser.withDictionaryVrs(identifier);
        Attributes conditions = new Attributes(keys);
        matchedInItems.forEach((sequence, tags) -> {
            List<Attributes> items = conditions.getItems(sequence);
            if (items.isEmpty()) return;
            conditions.setItems(
                    sequence,
                    items.stream().map(item -> new Attributes(item, tags)).toArray(Attributes[]::new));
        });
        return new FlatQuery(keys, new KeyParser(keys, options).parse(conditions, matched::contains));
    }

    public boolean matches(Attributes row) {
        for (Criterion criterion : criteria) if (!criterion.matches(row)) return false;
        return true;
    }

    /** @param row what is known, in UTF-8 */
    public Attributes answer(Attributes row) {
        Attributes answer = new Attributes();
        for (Attributes.Element key : keys.elements()) {
            if (key.tag() == Tag.SpecificCharacterSet) continue;
            Attributes.Element found = row.get(key.tag());
            answer.put(found == null ? SequenceSelection.empty(key) : SequenceSelection.of(key, found, criteria));
        }
        ResponseCharacterSet.apply(answer, characterSet());
        return answer;
    }

    private Optional<SpecificCharacterSet> characterSet() {
        return keys.containsValue(Tag.SpecificCharacterSet) ? Optional.of(keys.characterSet()) : Optional.empty();
    }

    /** The values one of which an item's key demands literally; empty where it demands none. */
    public Set<String> exactValues(int sequence, int tag) {
        return onItem(sequence)
                .filter(criterion -> criterion.tag() == tag && criterion instanceof Criterion.OnValue)
                .map(criterion -> ((Criterion.OnValue) criterion).asked())
                .filter(asked -> asked.stream().allMatch(ValueMatch.Exact.class::isInstance))
                .flatMap(List::stream)
                .map(match -> ((ValueMatch.Exact) match).value())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The first date an item's key, a date, lets through, if it says so. */
    public Optional<LocalDate> from(int sequence, int tag) {
        return dates(sequence, tag).map(DateRange::from).filter(date -> date.isAfter(DateRange.FIRST));
    }

    /** The last one. */
    public Optional<LocalDate> to(int sequence, int tag) {
        return dates(sequence, tag).map(DateRange::to).filter(date -> date.isBefore(DateRange.LAST));
    }

    private Optional<DateRange> dates(int sequence, int tag) {
        return onItem(sequence)
                .filter(criterion -> criterion.tag() == tag)
                .flatMap(FlatQuery::dates)
                .findFirst();
    }

    private static Stream<DateRange> dates(Criterion criterion) {
        if (criterion instanceof Criterion.OnDateTime on) return Stream.of(on.dates());
        if (criterion instanceof Criterion.OnValue on && on.asked().size() == 1)
            return on.asked().stream().filter(DateRange.class::isInstance).map(DateRange.class::cast);
        return Stream.empty();
    }

    private Stream<Criterion> onItem(int sequence) {
        return criteria.stream()
                .filter(criterion -> criterion instanceof Criterion.OnItem && criterion.tag() == sequence)
                .flatMap(criterion -> ((Criterion.OnItem) criterion).asked().stream());
    }
}
