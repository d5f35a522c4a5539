package org.muniment.cassandra.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.cassandra.service.CassandraDaemon;

/**
 * Main class of the child JVM: Cassandra, tied to the life of its parent.
 *
 * <p>The pipes to the parent are the protocol. The child prints one line, {@link #READY} or {@link #LOCKED}; the
 * parent writes {@link #STOP} for an orderly stop. The end of standard input means that the parent is gone, however it
 * died, and the child halts: acknowledged writes are in the commit log.
 */
public final class NodeMain {
    /** The node answers CQL. */
    public static final String READY = "READY";

    /** Another process uses the home; its process id follows. */
    public static final String LOCKED = "LOCKED";

    /** Asks for an orderly stop. */
    public static final int STOP = 's';

    /** A node whose parent has just been killed needs a moment to notice and to let go of its home. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    /** A collected lock is a released one, and main returns while Cassandra runs on. */
    private static HomeLock lock;

    private NodeMain() {}

    /** Expects the home as its only argument. */
    public static void main(String[] arguments) throws IOException {
        PrintStream parent = System.out;
        // What Cassandra and the VM print goes to the file behind standard error.
        System.setOut(System.err);
        Thread watch = new Thread(() -> watchParent(System.in), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Path home = Path.of(arguments[0]);
        lock = HomeLock.acquire(home, LOCK_PATIENCE);
        if (!lock.held()) {
            parent.println(LOCKED + " " + lock.owner());
            Runtime.getRuntime().halt(2);
        }
        empty(home.resolve("tmp"));
        // Returns when the CQL port is bound; exits the VM when the node cannot start.
        CassandraDaemon.main(new String[0]);
        parent.println(READY);
    }

    /** Native libraries are unpacked there; a killed node leaves its copies behind. */
    private static void empty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void watchParent(InputStream in) {
        int command;
        try {
            command = in.read();
        } catch (IOException e) {
            command = -1;
        }
        if (command == STOP) {
            // Cassandra's shutdown hook closes the listeners, flushes and syncs.
            System.exit(0);
        }
        Runtime.getRuntime().halt(3);
    }
}
