package org.muniment.routes.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routing of a directory, by name. A changed directory is read again at the next look-up, but looked at no more than once a second; where it
 * is wrong then, what was known before stays in force. For any number of threads.
 */
public final class RoutingTable {

    private static final Logger log = LoggerFactory.getLogger(RoutingTable.class);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Path directory;
    private final Clock clock;
    private Map<Path, FileTime> files;
    private Map<String, Routing> byName;
    private Instant lookedAt;

    /** @throws IllegalArgumentException where a file is wrong; the message names it */
    public RoutingTable(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.files = list();
        this.byName = read(files);
        this.lookedAt = clock.instant();
        if (!byName.isEmpty()) log.info("Routing to {}", byName.keySet());
    }

    public Collection<Routing> all() {
        return current().values();
    }

    public Optional<Routing> find(String name) {
        return Optional.ofNullable(current().get(name));
    }

    private synchronized Map<String, Routing> current() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt.plus(LOOK_AGAIN_AFTER))) return byName;
        lookedAt = now;
        try {
            Map<Path, FileTime> found = list();
            if (!found.equals(files)) {
                files = found;
                byName = read(found);
                log.info("Routing changed: {}", byName.keySet());
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            log.error("Routing not read again, what was known before stays in force: {}", e.getMessage());
        }
        return byName;
    }

    private Map<Path, FileTime> list() {
        if (!Files.isDirectory(directory)) return Map.of();
        try (Stream<Path> found = Files.list(directory)) {
            Map<Path, FileTime> times = new TreeMap<>();
            for (Path file : (Iterable<Path>) found.filter(f -> f.toString().endsWith(".yaml"))::iterator)
                times.put(file, Files.getLastModifiedTime(file));
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Routing> read(Map<Path, FileTime> files) {
        Map<String, Routing> read = new TreeMap<>();
        for (Path file : files.keySet()) {
            Routing routing = RoutingFile.read(file);
            read.put(routing.name(), routing);
        }
        return Map.copyOf(read);
    }
}
