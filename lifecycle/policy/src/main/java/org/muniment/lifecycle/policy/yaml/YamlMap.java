package org.muniment.lifecycle.policy.yaml;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Keys and values of a YAML mapping, with the types they must have; what is wrong is an {@link IllegalArgumentException} that names the key. */
public final class YamlMap {

    private final Map<String, Object> keys = new LinkedHashMap<>();

    private YamlMap(Map<?, ?> map) {
        map.forEach((key, value) -> keys.put(String.valueOf(key), value));
    }

    /** @throws IllegalArgumentException where the text is no YAML mapping */
    public static YamlMap parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return of("the file", new Yaml(new SafeConstructor(options)).load(yaml));
        } catch (YAMLException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static YamlMap of(String what, Object value) {
        if (value instanceof Map<?, ?> map) return new YamlMap(map);
        throw new IllegalArgumentException(what + " is not a mapping of keys to values");
    }

    public Set<String> keys() {
        return keys.keySet();
    }

    public void requireOnly(Set<String> known) {
        Set<String> unknown = new TreeSet<>(keys.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) throw new IllegalArgumentException("unknown key " + String.join(", ", unknown));
    }

    public boolean has(String key) {
        return keys.get(key) != null;
    }

    /** Whether the value is this word. */
    public boolean isText(String key, String word) {
        return word.equals(keys.get(key));
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(keys.get(key)).map(value -> scalar(key, value));
    }

    public String requiredText(String key) {
        return text(key).filter(text -> !text.isBlank()).orElseThrow(() -> missing(key));
    }

    public int number(String key) {
        if (keys.get(key) instanceof Integer number) return number;
        throw has(key) ? new IllegalArgumentException(key + " is not a whole number") : missing(key);
    }

    public int number(String key, int without) {
        return has(key) ? number(key) : without;
    }

    public boolean flag(String key) {
        if (keys.get(key) instanceof Boolean flag) return flag;
        throw has(key) ? new IllegalArgumentException(key + " is not true or false") : missing(key);
    }

    /** A day such as 2026-03-01. */
    public LocalDate date(String key) {
        String text = requiredText(key);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(key + " is '" + text + "', not a date such as 2026-03-01", e);
        }
    }

    public YamlMap map(String key) {
        if (!has(key)) throw missing(key);
        return of(key, keys.get(key));
    }

    /** One value or a list of them; none where the key is missing. */
    public List<String> texts(String key) {
        if (!has(key)) return List.of();
        if (!(keys.get(key) instanceof List<?> values)) return List.of(scalar(key, keys.get(key)));
        List<String> texts = new ArrayList<>();
        for (Object value : values) texts.add(scalar(key, value));
        return texts;
    }

    /** Mappings of a list; none where the key is missing. */
    public List<YamlMap> maps(String key) {
        if (!has(key)) return List.of();
        if (!(keys.get(key) instanceof List<?> values)) throw new IllegalArgumentException(key + " is not a list");
        return values.stream().map(each -> of("an entry of " + key, each)).toList();
    }

    private static String scalar(String key, Object value) {
        if (value instanceof String || value instanceof Number) return value.toString();
        // YAML's own dates have no zone either; SnakeYAML reads them as UTC.
        if (value instanceof Date date)
            return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
        throw new IllegalArgumentException(
                key + " is not text" + (value instanceof Boolean ? "; put it in quotes" : ""));
    }

    private static IllegalArgumentException missing(String key) {
        return new IllegalArgumentException(key + " is missing");
    }
}
