package org.muniment.cassandra;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory with Cassandra's jars. It is a class path of its own: Cassandra brings another Netty and Guava than
 * the archive, and neither may see the other's.
 */
public final class CassandraLibrary {
    /** Overrides the search when set. */
    public static final String PROPERTY = "muniment.cassandra.lib";

    private static final String DIRECTORY = "cassandra-lib";

    private CassandraLibrary() {}

    /**
     * Finds {@code cassandra-lib} beside this module's jar or classes (as the build leaves it in {@code target}) or
     * beside the directory the jar lies in (as in an installation: {@code lib/} and {@code cassandra-lib/}).
     */
    public static Path locate() {
        String configured = System.getProperty(PROPERTY);
        if (configured != null) {
            return require(Path.of(configured));
        }
        Path directory = ownCode().getParent();
        return Stream.of(directory, directory.getParent())
                .map(parent -> parent.resolve(DIRECTORY))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new EmbeddedCassandraException("no directory " + DIRECTORY + " near " + ownCode()
                        + ": build ops/embedded-cassandra or set -D" + PROPERTY));
    }

    /** Class path of the child: Cassandra's jars and this module itself. */
    static String classPath(Path library) {
        return require(library).resolve("*") + File.pathSeparator + ownCode();
    }

    /** The agent by which Cassandra measures objects on its heap. */
    static Path memoryMeter(Path library) {
        return jars(library).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
                .findFirst()
                .orElseThrow(() -> new EmbeddedCassandraException("no jamm jar in " + library));
    }

    private static Path require(Path library) {
        if (jars(library).stream().noneMatch(jar -> jar.getFileName().toString().startsWith("cassandra-all-"))) {
            throw new EmbeddedCassandraException("no cassandra-all jar in " + library);
        }
        return library;
    }

    private static List<Path> jars(Path library) {
        try (Stream<Path> files = Files.list(library)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path ownCode() {
        try {
            return Path.of(CassandraLibrary.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
