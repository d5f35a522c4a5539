package org.muniment.routes.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.hl7.SourceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of a directory, by AE title. A changed directory is read again at the next look-up, but looked at no more
 * than once a second; where it is wrong then, the sources known before stay in force. For any number of threads.
 */
public final class SourceRegistry {

    private static final Logger log = LoggerFactory.getLogger(SourceRegistry.class);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Path directory;
    private final boolean acceptUnknown;
    private final Clock clock;
    private volatile Snapshot current;

    /** One reading of the directory. */
    private record Snapshot(Map<Path, FileTime> files, List<Source> sources, Instant lookedAt) {

        Optional<Source> called(String aeTitle) {
            return sources.stream()
                    .filter(source -> source.aeTitles().contains(aeTitle))
                    .findFirst();
        }
    }

    /**
     * @param acceptUnknown for development: an AE title without a file may echo, store, commit, report steps, query and retrieve
     * @throws SourceFileException where a file does not describe a source, or two claim one AE title
     */
    public SourceRegistry(Path directory, boolean acceptUnknown, Clock clock) {
        this.directory = directory;
        this.acceptUnknown = acceptUnknown;
        this.clock = clock;
        Map<Path, FileTime> files = list();
        this.current = new Snapshot(files, read(files), clock.instant());
        log.info("{} sources in {}{}", sources().size(), directory, acceptUnknown ? ", unknown ones are accepted" : "");
    }

    /** Who calls with this title from this address; empty where the archive does not know it. */
    public Optional<Source> caller(String aeTitle, InetAddress peer) {
        Optional<Source> source = current().called(aeTitle);
        if (source.isEmpty()) return acceptUnknown ? Optional.of(unknown(aeTitle)) : Optional.empty();
        return source.filter(known -> isAtHome(known, peer));
    }

    /** Who sends HL7 v2 messages with these first components of MSH-3 and MSH-4 from this address; empty where the archive does not know it. */
    public Optional<Source> sender(String application, String facility, InetAddress peer) {
        Optional<Source> source = current().sources.stream()
                .filter(known ->
                        known.hl7().filter(hl7 -> hl7.is(application, facility)).isPresent())
                .findFirst();
        if (source.isEmpty()) return acceptUnknown ? Optional.of(unknown(application, facility)) : Optional.empty();
        return source.filter(known -> isAtHome(known, peer));
    }

    private static Source unknown(String application, String facility) {
        return new Source(
                "unknown " + application + "|" + facility,
                List.of(),
                List.of(),
                OptionalInt.empty(),
                EnumSet.noneOf(Permission.class),
                "",
                DuplicatePolicy.KEEP,
                Affiliation.UNKNOWN,
                Coercion.NONE,
                Optional.of(new Hl7Sender(List.of(application), List.of(), SourceSettings.DEFAULT)));
    }

    /** Where a C-MOVE to this title goes; empty where the archive sends nothing there. */
    public Optional<Source> destination(String aeTitle) {
        return current().called(aeTitle).filter(s -> s.may(Permission.RECEIVE));
    }

    /** Whose AE title this is, if a file tells. */
    public Optional<Source> source(String aeTitle) {
        return current().called(aeTitle);
    }

    public List<Source> sources() {
        return current().sources;
    }

    private static Source unknown(String aeTitle) {
        return new Source(
                "unknown " + aeTitle,
                List.of(aeTitle),
                List.of(),
                OptionalInt.empty(),
                EnumSet.of(
                        Permission.ECHO,
                        Permission.STORE,
                        Permission.COMMIT,
                        Permission.MPPS,
                        Permission.QUERY,
                        Permission.RETRIEVE,
                        Permission.WORKLIST),
                "",
                DuplicatePolicy.KEEP,
                Affiliation.UNKNOWN,
                Coercion.NONE,
                Optional.empty());
    }

    private static boolean isAtHome(Source source, InetAddress peer) {
        return source.hosts().isEmpty()
                || source.hosts().stream().flatMap(SourceRegistry::addresses).anyMatch(peer::equals);
    }

    /** Names are resolved at each call; the JVM caches the answer. One that does not resolve is nobody's. */
    private static Stream<InetAddress> addresses(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            log.warn("Source host {} does not resolve", host);
            return Stream.empty();
        }
    }

    private Snapshot current() {
        Snapshot known = current;
        if (clock.instant().isBefore(known.lookedAt.plus(LOOK_AGAIN_AFTER))) return known;
        return refresh();
    }

    private synchronized Snapshot refresh() {
        Snapshot known = current;
        Instant now = clock.instant();
        if (now.isBefore(known.lookedAt.plus(LOOK_AGAIN_AFTER))) return known;
        Map<Path, FileTime> files = known.files;
        List<Source> sources = known.sources;
        try {
            files = list();
            if (!files.equals(known.files)) {
                sources = read(files);
                log.info("Sources changed: {} in {}", sources.size(), directory);
            }
        } catch (SourceFileException | UncheckedIOException e) {
            log.error("Sources not read again, those known before stay in force: {}", e.getMessage());
        }
        current = new Snapshot(files, sources, now);
        return current;
    }

    private Map<Path, FileTime> list() {
        if (!Files.isDirectory(directory)) return Map.of();
        try (Stream<Path> files = Files.list(directory)) {
            Map<Path, FileTime> found = new TreeMap<>();
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".yaml"))::iterator) {
                found.put(file, Files.getLastModifiedTime(file));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Source> read(Map<Path, FileTime> files) {
        List<Source> sources = new ArrayList<>();
        Set<String> aeTitles = new HashSet<>();
        for (Path file : files.keySet()) {
            Source source = SourceFile.read(file);
            for (String aeTitle : source.aeTitles()) {
                if (!aeTitles.add(aeTitle))
                    throw new SourceFileException(file, "AE title " + aeTitle + " belongs to another source already");
            }
            if (source.hl7().isPresent() && sources.stream().anyMatch(other -> share(source, other)))
                throw new SourceFileException(file, "its HL7 messages can't be told from another source's");
            sources.add(source);
        }
        return List.copyOf(sources);
    }

    private static boolean share(Source one, Source other) {
        return other.hl7()
                .filter(hl7 -> one.hl7().orElseThrow().sharesWith(hl7))
                .isPresent();
    }
}
