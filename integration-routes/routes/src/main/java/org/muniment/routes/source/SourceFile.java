package org.muniment.routes.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.muniment.core.ingest.DuplicatePolicy;

/** Reads one {@link Source} from YAML; whatever is wrong is told with the name of the file and of the key. */
final class SourceFile {

    private static final Set<String> KNOWN_KEYS = Set.of(
            "name",
            "aeTitle",
            "aeTitles",
            "host",
            "hosts",
            "port",
            "may",
            "defaultIssuerOfPatientId",
            "duplicates",
            "affiliation",
            "defaultCharacterSet",
            "coerce",
            "hl7");
    private static final Set<Permission> DEFAULT_MAY = EnumSet.of(Permission.ECHO);

    private final YamlMap keys;

    private SourceFile(YamlMap keys) {
        this.keys = keys;
    }

    /** @throws SourceFileException where the file can't be read or does not describe a source */
    static Source read(Path file) {
        try {
            return new SourceFile(YamlMap.parse(Files.readString(file))).toSource();
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceFileException(file, e);
        }
    }

    private Source toSource() {
        keys.requireOnly(KNOWN_KEYS);
        return new Source(
                keys.requiredText("name"),
                texts("aeTitle", "aeTitles"),
                texts("host", "hosts"),
                port(),
                may(),
                keys.text("defaultIssuerOfPatientId").orElse(""),
                keys.text("duplicates")
                        .map(word -> YamlMap.oneOf("duplicates", DuplicatePolicy.values(), word))
                        .orElse(DuplicatePolicy.KEEP),
                keys.has("affiliation") ? Affiliation.read(keys.map("affiliation")) : Affiliation.UNKNOWN,
                CoercionReader.read(keys),
                keys.has("hl7")
                        ? Optional.of(Hl7Sender.read(
                                keys.map("hl7"),
                                keys.text("defaultIssuerOfPatientId").orElse("")))
                        : Optional.empty());
    }

    /** A list under the plural key, or one value under the singular one. */
    private List<String> texts(String singular, String plural) {
        List<String> one = keys.text(singular).map(List::of).orElse(List.of());
        if (!keys.has(plural)) return one;
        if (!one.isEmpty()) throw new IllegalArgumentException("both " + singular + " and " + plural);
        return YamlMap.list(plural, keys.get(plural), text -> text);
    }

    private OptionalInt port() {
        if (!keys.has("port")) return OptionalInt.empty();
        if (keys.get("port") instanceof Integer port) return OptionalInt.of(port);
        throw new IllegalArgumentException("port is not a number");
    }

    private Set<Permission> may() {
        if (!keys.has("may")) return DEFAULT_MAY;
        return Set.copyOf(
                YamlMap.list("may", keys.get("may"), word -> YamlMap.oneOf("may", Permission.values(), word)));
    }
}
