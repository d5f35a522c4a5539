package org.muniment.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * The operator's file may hold keys under {@code muniment.} and {@code logging.level.}; anything else is a mistake
 * that would otherwise go unnoticed. Keys below {@code muniment.} are checked when they are bound.
 */
final class ConfigurationFile {
    private ConfigurationFile() {}

    /** The first key that belongs to nobody. */
    static Optional<String> unknownKey(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        for (PropertySource<?> source : new YamlPropertySourceLoader().load("check", new FileSystemResource(file))) {
            for (String key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                if (!key.startsWith("muniment.") && !key.startsWith("logging.level.")) {
                    return Optional.of(key);
                }
            }
        }
        return Optional.empty();
    }
}
