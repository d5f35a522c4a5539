package org.muniment.web.qido;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.core.find.Query;
import org.muniment.core.find.QueryOptions;
import org.muniment.core.find.QueryRoot;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.problem.BadParameterException;

/**
 * Reads a search request (PS3.18 8.3.4). Stricter than the standard in one point: a parameter that looks like an attribute and can't be
 * matched is refused, not ignored, so that no answer shows what the client did not ask for (ADR 0081).
 */
final class SearchParser {

    private static final Set<String> NOT_ATTRIBUTES = Set.of(
            "limit",
            "offset",
            "includefield",
            "fuzzymatching",
            "multiplevaluematching",
            "emptyvaluematching",
            "count",
            "accept",
            "charset");

    private final SearchTarget target;
    private final Map<Integer, String> path;
    private final QueryParameters parameters;
    private final Identifier identifier = new Identifier();

    /** @param path UIDs that the path gives, by attribute */
    private SearchParser(SearchTarget target, Map<Integer, String> path, QueryParameters parameters) {
        this.target = target;
        this.path = path;
        this.parameters = parameters;
    }

    /** @throws BadParameterException naming the parameter that is not as it must be */
    static Search parse(SearchTarget target, Map<Integer, String> path, QueryParameters parameters) {
        return new SearchParser(target, path, parameters).parse();
    }

    private Search parse() {
        target.addDefaults(identifier);
        Set<Integer> asked = readIncludes();
        path.forEach(
                (tag, uid) -> identifier.match(AttributePath.of(tag), ElementDictionary.keywordOf(tag), List.of(uid)));
        conditions().forEach((attribute, condition) -> {
            asked.add(attribute.root());
            if (condition.values().isEmpty()) identifier.returnAlso(attribute);
            else identifier.match(attribute, condition.parameter(), condition.values());
        });
        QueryOptions options = new QueryOptions(
                true, true, parameters.flag("fuzzymatching"), parameters.flag("multiplevaluematching"));
        Query query = Query.fromIdentifier(target.level(), QueryRoot.STUDY, identifier.finish(), options);
        return new Search(
                query,
                path.containsKey(Tag.StudyInstanceUID),
                parameters.unsigned("offset").orElse(0),
                parameters.unsigned("limit"),
                parameters.flag("count"),
                asked,
                warnings());
    }

    private Set<Integer> readIncludes() {
        Set<Integer> asked = new LinkedHashSet<>();
        for (String field : parameters.list("includefield")) {
            if (field.equals("all")) {
                target.addAll(identifier);
                continue;
            }
            try {
                AttributePath attribute = AttributePath.parse(field);
                asked.add(attribute.root());
                identifier.returnAlso(attribute);
            } catch (IllegalArgumentException e) {
                throw new BadParameterException("includefield", printable(field) + " " + e.getMessage());
            }
        }
        return asked;
    }

    /** @param parameter the attribute's name as the client wrote it last */
    private record Condition(String parameter, List<String> values) {}

    /** By attribute, as it may be named in two ways. */
    private Map<AttributePath, Condition> conditions() {
        Map<AttributePath, Condition> conditions = new LinkedHashMap<>();
        parameters.all().forEach((name, values) -> {
            if (NOT_ATTRIBUTES.contains(name) || !name.matches("[A-Za-z0-9.]+")) return;
            AttributePath attribute = attribute(name);
            Condition added = new Condition(name, values(attribute, values));
            requireSearchable(attribute, added);
            conditions.merge(attribute, added, SearchParser::joined);
        });
        return conditions;
    }

    private static AttributePath attribute(String name) {
        try {
            return AttributePath.parse(name);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(printable(name), e.getMessage());
        }
    }

    private void requireSearchable(AttributePath attribute, Condition condition) {
        if (path.containsKey(attribute.root()))
            throw new BadParameterException(condition.parameter(), "is given by the path already");
        if (condition.values().isEmpty() || Query.isMatched(target.level(), attribute.root())) return;
        throw new BadParameterException(condition.parameter(), "can't be searched by at this resource");
    }

    private static Condition joined(Condition one, Condition other) {
        List<String> values = new ArrayList<>(one.values());
        values.addAll(other.values());
        return new Condition(other.parameter(), values);
    }

    /** Lists are separated by commas where no value can have one. Without any value it is universal matching. */
    private static List<String> values(AttributePath attribute, List<String> raw) {
        boolean list = attribute.vr() == VR.UI || attribute.vr() == VR.CS;
        return raw.stream()
                .flatMap(value -> list ? Arrays.stream(value.split(",")) : Stream.of(value))
                .filter(value -> !value.isBlank())
                .toList();
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (parameters.flag("emptyvaluematching"))
            warnings.add("The emptyvaluematching parameter is not supported. Values that are not known match nothing.");
        return warnings;
    }

    private static String printable(String text) {
        String visible = text.replaceAll("[^\\x21-\\x7e]", "?");
        return visible.length() <= 64 ? visible : visible.substring(0, 64) + "...";
    }
}
