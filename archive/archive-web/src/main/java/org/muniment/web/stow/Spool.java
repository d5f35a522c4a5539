package org.muniment.web.stow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/**
 * Disk for what of a request has to be complete before it can be used: bulk data sent beside its metadata. As metadata is held in memory while
 * it is read, only so many requests have room at a time.
 */
public final class Spool {

    private static final int MOST_REQUESTS = 2;

    private final Path directory;
    private final long mostBytes;
    private final Duration busyTimeout;
    private final Semaphore places = new Semaphore(MOST_REQUESTS, true);

    /**
     * @param directory of its own; emptied now
     * @param mostBytes one request may take
     * @param busyTimeout how long a request waits for its turn
     */
    public Spool(Path directory, long mostBytes, Duration busyTimeout) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.busyTimeout = busyTimeout;
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
                for (Path file : left) Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The spool " + directory + " can't be used", e);
        }
    }

    /**
     * Room for one request.
     *
     * @throws ArchiveException OVERLOADED
     */
    SpooledFiles open() {
        try {
            if (!places.tryAcquire(busyTimeout.toMillis(), TimeUnit.MILLISECONDS))
                throw new ArchiveException(ErrorCode.OVERLOADED, "other requests with metadata are being stored");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArchiveException(ErrorCode.OVERLOADED, "the archive is stopping", e);
        }
        return new SpooledFiles(directory, mostBytes, places::release);
    }
}
