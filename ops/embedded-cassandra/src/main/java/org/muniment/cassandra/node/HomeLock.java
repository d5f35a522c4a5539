package org.muniment.cassandra.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps two nodes from using one home. The kernel releases the lock with the process, so a kill leaves nothing to
 * clean up; the file's content, the owner's process id, is only for the message.
 */
final class HomeLock {
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Null when another process holds the lock. Released when this is collected: whoever holds it keeps it reachable as long as the process lives. */
    private final FileLock lock;

    private final String owner;

    private HomeLock(FileLock lock, String owner) {
        this.lock = lock;
        this.owner = owner;
    }

    boolean held() {
        return lock != null;
    }

    String owner() {
        return owner;
    }

    static HomeLock acquire(Path home, Duration patience) throws IOException {
        Path file = home.resolve("node.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + patience.toNanos();
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < deadline) {
            pause();
            lock = channel.tryLock();
        }
        if (lock == null) {
            channel.close();
            return new HomeLock(null, Files.readString(file).strip());
        }
        String self = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
        return new HomeLock(lock, self);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
