package org.muniment.cassandra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Layout of a node's directory, and the configuration files generated into it. */
record NodeHome(Path path) {

    Path logs() {
        return path.resolve("logs");
    }

    Path yaml() {
        return path.resolve("conf/cassandra.yaml");
    }

    Path logback() {
        return path.resolve("conf/logback.xml");
    }

    /** Where native libraries are unpacked; the node empties it when it starts. */
    Path temporary() {
        return path.resolve("tmp");
    }

    void prepare(int nativePort, int storagePort) {
        try {
            Files.createDirectories(path.resolve("conf"));
            Files.createDirectories(logs());
            Files.createDirectories(temporary());
            Map<String, String> values = Map.of(
                    "home", path.toString().replace("\\", "\\\\").replace("\"", "\\\""),
                    "nativePort", Integer.toString(nativePort),
                    "storagePort", Integer.toString(storagePort));
            String yaml = resource("cassandra.yaml");
            for (Map.Entry<String, String> value : values.entrySet()) {
                yaml = yaml.replace("${" + value.getKey() + "}", value.getValue());
            }
            Files.writeString(yaml(), yaml);
            Files.writeString(logback(), resource("logback.xml"));
        } catch (IOException e) {
            throw new EmbeddedCassandraException("cannot prepare " + path + ": " + e, e);
        }
    }

    static List<String> jvmOptions() {
        return resource("jvm17.options")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The last lines of a log, for an error message. */
    static String tail(Path log, int lines) {
        try (Stream<String> all = Files.lines(log)) {
            List<String> list = all.toList();
            return String.join(System.lineSeparator(), list.subList(Math.max(0, list.size() - lines), list.size()));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private static String resource(String name) {
        try (InputStream in = NodeHome.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
