package org.muniment.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes directories whose names survive a power cut. Which ones do is remembered, so that a series' directories cost their fsyncs once and
 * not with each of its instances.
 */
final class DurableDirectories {

    /** What is remembered is forgotten beyond this; at some 200 bytes each, 4 MB. */
    private static final int MOST = 20_000;

    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** @param root a directory above all others, durable itself by whoever made it */
    DurableDirectories(Path root) {
        this.root = root;
    }

    /** Makes an absolute path's missing directories, one by one. */
    static void createDurably(Path directory) throws IOException {
        if (Files.isDirectory(directory)) return;
        createDurably(directory.getParent());
        Files.createDirectories(directory);
        force(directory.getParent());
    }

    /** Makes {@code directory} and those above it where they are missing, not yet durably. */
    void create(Path directory) throws IOException {
        if (!durable.contains(directory)) Files.createDirectories(directory);
    }

    /**
     * On return the names of {@code directory} and of those above it are durable. A directory found in place is synced all the same: a thread
     * that made it a moment ago may not have come to that.
     */
    void sync(Path directory) throws IOException {
        if (directory.equals(root) || durable.contains(directory)) return;
        sync(directory.getParent());
        force(directory.getParent());
        if (durable.size() >= MOST) durable.clear();
        durable.add(directory);
    }

    /** To be called where {@code directory} turned out to be missing. */
    void forget(Path directory) {
        for (Path d = directory; d != null && !d.equals(root); d = d.getParent()) durable.remove(d);
    }

    /** Makes the names in {@code directory} durable. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
