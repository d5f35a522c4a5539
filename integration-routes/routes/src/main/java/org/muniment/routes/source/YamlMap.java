package org.muniment.routes.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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

    static YamlMap of(String what, Object value) {
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

    Object get(String key) {
        return keys.get(key);
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(keys.get(key)).map(value -> scalar(key, value));
    }

    public String requiredText(String key) {
        return text(key).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }

    public boolean flag(String key) {
        Object value = keys.getOrDefault(key, false);
        if (value instanceof Boolean flag) return flag;
        throw new IllegalArgumentException(key + " is not true or false");
    }

    public YamlMap map(String key) {
        return of(key, keys.get(key));
    }

    /** One value or a list of them; none where the key is missing. */
    public List<String> texts(String key) {
        return keys.get(key) == null ? List.of() : texts(key, keys.get(key));
    }

    static List<String> texts(String key, Object value) {
        return value instanceof List<?> ? list(key, value, Function.identity()) : List.of(scalar(key, value));
    }

    /** Mappings of a list; none where the key is missing. */
    public List<YamlMap> maps(String key) {
        Object value = keys.get(key);
        if (value == null) return List.of();
        if (!(value instanceof List<?> values)) throw new IllegalArgumentException(key + " is not a list");
        return values.stream().map(each -> of("an entry of " + key, each)).toList();
    }

    static <T> List<T> list(String key, Object value, Function<String, T> each) {
        if (!(value instanceof List<?> values)) throw new IllegalArgumentException(key + " is not a list");
        List<T> list = new ArrayList<>();
        for (Object v : values) list.add(each.apply(scalar(key, v)));
        return list;
    }

    static String scalar(String key, Object value) {
        if (value instanceof String || value instanceof Number) return value.toString();
        throw new IllegalArgumentException(
                key + " is not text" + (value instanceof Boolean ? "; put it in quotes" : ""));
    }

    static <E extends Enum<E>> E oneOf(String key, E[] values, String word) {
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int i = words.indexOf(word);
        if (i < 0) throw new IllegalArgumentException(key + " is '" + word + "', not one of " + words);
        return values[i];
    }
}
