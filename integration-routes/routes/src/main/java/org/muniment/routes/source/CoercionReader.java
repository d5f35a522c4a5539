package org.muniment.routes.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.muniment.core.coerce.Action;
import org.muniment.core.coerce.AttributePath;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.coerce.CoercionRule;
import org.muniment.core.coerce.Condition;
import org.muniment.core.coerce.Reason;
import org.muniment.dicom.SpecificCharacterSet;

/** Reads the keys {@code coerce} and {@code defaultCharacterSet} of a source file. */
public final class CoercionReader {

    private static final Set<String> ACTIONS = Set.of("set", "replace", "copy", "map", "remove", "supplement");
    private static final Set<String> OTHER_KEYS = Set.of("rule", "when", "reason", "keepCharacterSet");

    private CoercionReader() {}

    /**
     * Rules as text: a source file or the part of one that coerces.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public static Coercion parse(String yaml) {
        return read(YamlMap.parse(yaml));
    }

    static Coercion read(YamlMap file) {
        List<YamlMap> rules = file.maps("coerce");
        return new Coercion(
                characterSet(file),
                IntStream.range(0, rules.size())
                        .mapToObj(i -> rule(i + 1, rules.get(i)))
                        .toList());
    }

    private static String characterSet(YamlMap file) {
        List<String> terms = file.texts("defaultCharacterSet");
        if (terms.isEmpty()) return "";
        String joined = String.join("\\", terms);
        if (!SpecificCharacterSet.of(terms.toArray(String[]::new)).toString().equals(joined) || !isKnown(terms))
            throw new IllegalArgumentException(
                    "defaultCharacterSet is '" + joined + "', not terms of PS3.3 C.12.1.1.2");
        return joined;
    }

    /** Each term by itself means something other than the default repertoire, or is left empty for that. */
    private static boolean isKnown(List<String> terms) {
        return terms.stream()
                .allMatch(
                        term -> term.matches("ISO_IR (100|101|109|110|126|127|138|144|148|166|192|203|13)|GB18030|GBK")
                                || terms.size() > 1 && term.matches("|ISO 2022 IR [0-9]{1,3}"));
    }

    private static CoercionRule rule(int number, YamlMap rule) {
        String name = rule.text("rule").orElse("rule " + number);
        try {
            Set<String> known = new TreeSet<>(ACTIONS);
            known.addAll(OTHER_KEYS);
            rule.requireOnly(known);
            return new CoercionRule(
                    name,
                    rule.has("when") ? ConditionReader.read(rule.map("when")) : Condition.ALWAYS,
                    action(rule),
                    rule.text("reason")
                            .map(word -> YamlMap.oneOf("reason", Reason.values(), word.toLowerCase(Locale.ROOT)))
                            .orElse(Reason.COERCE),
                    rule.flag("keepCharacterSet"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("coerce, '" + name + "': " + e.getMessage(), e);
        }
    }

    private static Action action(YamlMap rule) {
        List<String> named = rule.keys().stream().filter(ACTIONS::contains).toList();
        if (named.size() != 1)
            throw new IllegalArgumentException("a rule does one of " + new TreeSet<>(ACTIONS) + ", not " + named);
        String key = named.get(0);
        return switch (key) {
            case "set" -> set(rule.map(key));
            case "replace" -> replace(rule.map(key));
            case "copy" -> copy(rule.map(key));
            case "map" -> map(rule.map(key));
            case "remove" -> new Action.Remove(paths(rule.texts(key)));
            default -> supplement(rule.map(key));
        };
    }

    private static Action set(YamlMap values) {
        Map<AttributePath, List<String>> set = new LinkedHashMap<>();
        for (String key : values.keys())
            set.put(AttributePath.of(key), YamlMap.texts(key, values.has(key) ? values.get(key) : ""));
        return new Action.Set(set);
    }

    private static Action replace(YamlMap replace) {
        replace.requireOnly(Set.of("attribute", "pattern", "with"));
        return new Action.Replace(
                path(replace, "attribute"),
                ConditionReader.pattern(replace.requiredText("pattern")),
                replace.requiredText("with"));
    }

    private static Action copy(YamlMap copy) {
        copy.requireOnly(Set.of("from", "to"));
        return new Action.Copy(path(copy, "from"), path(copy, "to"));
    }

    private static Action map(YamlMap map) {
        map.requireOnly(Set.of("attribute", "to", "table", "otherwise"));
        YamlMap table = map.map("table");
        Map<String, String> entries = new LinkedHashMap<>();
        for (String key : table.keys()) entries.put(key, table.requiredText(key));
        AttributePath from = path(map, "attribute");
        AttributePath to = map.has("to") ? path(map, "to") : from;
        return new Action.MapByTable(from, to, entries, map.text("otherwise"));
    }

    private static Action supplement(YamlMap supplement) {
        supplement.requireOnly(Set.of("fromOrder", "overwrite"));
        List<AttributePath> paths = paths(supplement.texts("fromOrder"));
        if (paths.isEmpty()) throw new IllegalArgumentException("fromOrder names no attribute");
        return new Action.SupplementFromOrder(paths, supplement.flag("overwrite"));
    }

    private static AttributePath path(YamlMap map, String key) {
        return AttributePath.of(map.requiredText(key));
    }

    private static List<AttributePath> paths(List<String> names) {
        return names.stream().map(AttributePath::of).toList();
    }
}
