package org.muniment.routes.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.muniment.core.ingest.DuplicatePolicy;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads one {@link Source} from YAML; whatever is wrong is told with the name of the file and of the key. */
final class SourceFile {

    private static final Set<String> KNOWN_KEYS = Set.of(
            "name", "aeTitle", "aeTitles", "host", "hosts", "port", "may", "defaultIssuerOfPatientId", "duplicates");
    private static final Set<Permission> DEFAULT_MAY = EnumSet.of(Permission.ECHO);

    private final Map<String, Object> keys;

    private SourceFile(Map<String, Object> keys) {
        this.keys = keys;
    }

    /** @throws SourceFileException where the file can't be read or does not describe a source */
    static Source read(Path file) {
        try (Reader in = Files.newBufferedReader(file)) {
            return new SourceFile(parse(in)).toSource();
        } catch (IOException | YAMLException | IllegalArgumentException e) {
            throw new SourceFileException(file, e);
        }
    }

    private static Map<String, Object> parse(Reader in) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object root = new Yaml(new SafeConstructor(options)).load(in);
        if (!(root instanceof Map<?, ?> map)) throw new IllegalArgumentException("not a mapping of keys to values");
        Map<String, Object> keys = new LinkedHashMap<>();
        map.forEach((key, value) -> keys.put(String.valueOf(key), value));
        return keys;
    }

    private Source toSource() {
        Set<String> unknown = new TreeSet<>(keys.keySet());
        unknown.removeAll(KNOWN_KEYS);
        if (!unknown.isEmpty()) throw new IllegalArgumentException("unknown key " + String.join(", ", unknown));
        return new Source(
                text("name").orElseThrow(() -> new IllegalArgumentException("name is missing")),
                texts("aeTitle", "aeTitles"),
                texts("host", "hosts"),
                port(),
                may(),
                text("defaultIssuerOfPatientId").orElse(""),
                text("duplicates")
                        .map(word -> oneOf("duplicates", DuplicatePolicy.values(), word))
                        .orElse(DuplicatePolicy.KEEP));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(keys.get(key)).map(value -> scalar(key, value));
    }

    /** A list under the plural key, or one value under the singular one. */
    private List<String> texts(String singular, String plural) {
        Optional<String> one = text(singular);
        Object many = keys.get(plural);
        if (many == null) return one.map(List::of).orElse(List.of());
        if (one.isPresent()) throw new IllegalArgumentException("both " + singular + " and " + plural);
        return list(plural, many, Function.identity());
    }

    private OptionalInt port() {
        Object value = keys.get("port");
        if (value == null) return OptionalInt.empty();
        if (value instanceof Integer port) return OptionalInt.of(port);
        throw new IllegalArgumentException("port is not a number");
    }

    private Set<Permission> may() {
        Object value = keys.get("may");
        if (value == null) return DEFAULT_MAY;
        return Set.copyOf(list("may", value, word -> oneOf("may", Permission.values(), word)));
    }

    private static <T> List<T> list(String key, Object value, Function<String, T> each) {
        if (!(value instanceof List<?> values)) throw new IllegalArgumentException(key + " is not a list");
        List<T> list = new ArrayList<>();
        for (Object v : values) list.add(each.apply(scalar(key, v)));
        return list;
    }

    private static String scalar(String key, Object value) {
        if (value instanceof String || value instanceof Number) return value.toString();
        throw new IllegalArgumentException(key + " is not text");
    }

    private static <E extends Enum<E>> E oneOf(String key, E[] values, String word) {
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int i = words.indexOf(word);
        if (i < 0) throw new IllegalArgumentException(key + " is '" + word + "', not one of " + words);
        return values[i];
    }
}
