package org.muniment.server.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.muniment.server.config.StoreSettings;

/**
 * Which of several servers on one Cassandra this is: made once for a home, and kept in its file {@code node-id}, so that after a crash the
 * server knows what it had begun. Two servers must never have the same, so a home is not to be copied with it.
 */
record NodeId(String value) {

    private static final String FILE = "node-id";

    /** This node, where others share its stores. */
    Optional<String> sharing(StoreSettings store) {
        return store.shared() ? Optional.of(value) : Optional.empty();
    }

    static NodeId of(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (Files.notExists(file)) {
                Path made = Files.createTempFile(home, FILE, "");
                Files.writeString(made, UUID.randomUUID().toString());
                Files.move(made, file);
            }
            return new NodeId(UUID.fromString(Files.readString(file).strip()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " can't be read or written", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The file " + file + " holds no node id", e);
        }
    }
}
