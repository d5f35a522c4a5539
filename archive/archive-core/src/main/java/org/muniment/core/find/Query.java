package org.muniment.core.find;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;

/**
 * What a peer asks the archive for: the one query model of C-FIND, QIDO-RS and FHIR search. Made of an identifier as C-FIND carries it
 * (PS3.4 C.4.1.1.3.1): its elements are both conditions and the attributes to return.
 *
 * <p>Keys of the query's level and of the levels above are conditions, also those that a basic hierarchical identifier should not have,
 * like a Patient's Name at series level. Keys of levels below, keys the archive does not keep, and counts are ignored as conditions
 * (PS3.4 C.2.2.1.3); those below and unknown ones are not returned either.
 *
 * <p>Immutable.
 */
public final class Query {

    private final QueryLevel level;
    private final QueryRoot root;
    private final Attributes keys;
    private final Map<QueryLevel, List<Criterion>> criteria;
    private final long offset;
    private final long limit;

    private Query(
            QueryLevel level,
            QueryRoot root,
            Attributes keys,
            Map<QueryLevel, List<Criterion>> criteria,
            long offset,
            long limit) {
        this.level = level;
        this.root = root;
        this.keys = keys;
        this.criteria = criteria;
        this.offset = offset;
        this.limit = limit;
    }

    /** As below, at the level the identifier itself names, as in C-FIND. */
    public static Query fromIdentifier(QueryRoot root, Attributes identifier, QueryOptions options) {
        return fromIdentifier(QueryLevel.of(identifier.getString(Tag.QueryRetrieveLevel)), root, identifier, options);
    }

    /**
     * @throws org.muniment.archive.error.ArchiveException INVALID_QUERY naming the attribute that is not as the standard allows: a level
     *     the model does not have, a key that is no valid range, number or UID, or, unless the query is relational, the unique key of a
     *     level above that is not given as a single value (PS3.4 C.4.1.2.1)
     */
    public static Query fromIdentifier(QueryLevel level, QueryRoot root, Attributes identifier, QueryOptions options) {
        Objects.requireNonNull(options);
        if (!root.has(level)) throw KeyParser.invalid(Tag.QueryRetrieveLevel, "no level " + level + " in this model");
        Attributes keys = KeyParser.withDictionaryVrs(identifier);
        KeyParser parser = new KeyParser(keys, options);
        Map<QueryLevel, List<Criterion>> criteria = new EnumMap<>(QueryLevel.class);
        for (QueryLevel ofKey : QueryLevel.values()) {
            if (!level.isAbove(ofKey)) criteria.put(ofKey, parser.parse(keys, tag -> isMatched(tag, ofKey)));
        }
        Query query = new Query(level, root, keys, criteria, 0, Long.MAX_VALUE);
        if (!options.relational()) query.requireKeysAbove();
        return query;
    }

    /** Whether a key with a value on this attribute is a condition of a query at this level, on its entities or on one above. */
    public static boolean isMatched(QueryLevel level, int tag) {
        for (QueryLevel ofKey : QueryLevel.values()) if (!level.isAbove(ofKey) && isMatched(tag, ofKey)) return true;
        return false;
    }

    /** Timezone Offset From UTC says how keys are meant, and is itself never matched. */
    private static boolean isMatched(int tag, QueryLevel level) {
        if (tag == Tag.TimezoneOffsetFromUTC) return false;
        return level.attributes().contains(tag) || ComputedKeys.isMatched(tag) && ComputedKeys.LEVELS.get(tag) == level;
    }

    private void requireKeysAbove() {
        for (QueryLevel above : QueryLevel.values()) {
            if (above.isAbove(level) && root.has(above) && exactValues(above).size() != 1)
                throw KeyParser.invalid(above.uniqueKey(), "needs one value at level " + level);
        }
    }

    /** The same query, answered from the {@code offset}th match on with at most {@code limit} of them. */
    public Query page(long offset, long limit) {
        if (offset < 0 || limit < 0) throw new IllegalArgumentException("offset and limit can't be negative");
        return new Query(level, root, keys, criteria, offset, limit);
    }

    public QueryLevel level() {
        return level;
    }

    public QueryRoot root() {
        return root;
    }

    long offset() {
        return offset;
    }

    long limit() {
        return limit;
    }

    /** True where the peer wants a page only, not everything there is. */
    boolean isPaged() {
        return limit < Long.MAX_VALUE;
    }

    /** The identifier: what is asked for, with or without a condition. */
    Attributes keys() {
        return keys;
    }

    /** What the peer's own character set is, if it named one. */
    Optional<SpecificCharacterSet> characterSet() {
        return keys.containsValue(Tag.SpecificCharacterSet) ? Optional.of(keys.characterSet()) : Optional.empty();
    }

    boolean mentions(int tag) {
        return keys.contains(tag);
    }

    /** All conditions. */
    List<Criterion> criteria() {
        return criteria.values().stream().flatMap(List::stream).toList();
    }

    /** Conditions on attributes of one level's entities; none for levels below the query's. */
    List<Criterion> criteria(QueryLevel ofLevel) {
        return criteria.getOrDefault(ofLevel, List.of());
    }

    boolean matches(QueryLevel ofLevel, Attributes row) {
        for (Criterion criterion : criteria(ofLevel)) if (!criterion.matches(row)) return false;
        return true;
    }

    Optional<Criterion> criterion(QueryLevel ofLevel, int tag) {
        return criteria(ofLevel).stream().filter(c -> c.tag() == tag).findFirst();
    }

    /** The values one of which a key demands literally; empty where it demands none, or by wildcard only. */
    List<String> exactValues(QueryLevel ofLevel, int tag) {
        if (!(criterion(ofLevel, tag).orElse(null) instanceof Criterion.OnValue on)) return List.of();
        return on.asked().stream().allMatch(ValueMatch.Exact.class::isInstance)
                ? on.asked().stream()
                        .map(m -> ((ValueMatch.Exact) m).value())
                        .distinct()
                        .toList()
                : List.of();
    }

    /** The values of the level's unique key, as above. */
    List<String> exactValues(QueryLevel ofLevel) {
        return exactValues(ofLevel, ofLevel.uniqueKey());
    }
}
