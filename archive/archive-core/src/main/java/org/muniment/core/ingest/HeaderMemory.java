package org.muniment.core.ingest;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/**
 * Memory for headers, which are held until the rows are made of them, shared by all who send. A header may take some megabytes, and each of
 * hundreds of senders can send one; so those that turn out to be long take places, of which there are few, and wait for them unread.
 */
final class HeaderMemory {

    /** Nearly every header is shorter. */
    static final int SHORT = 32 << 10;

    private static final int LONG_AT_ONCE = 8;

    private final Semaphore places = new Semaphore(LONG_AT_ONCE, true);
    private final Duration patience;

    /** @param patience how long to wait for a place */
    HeaderMemory(Duration patience) {
        this.patience = patience;
    }

    Header header() {
        return new Header();
    }

    /** One header on its way in. For one thread. */
    final class Header implements AutoCloseable {

        private long length;
        private boolean hasPlace;
        private boolean closed;

        /** So many more bytes are about to be held. */
        void grow(int bytes) {
            length += bytes;
            if (length > SHORT && !hasPlace && !closed) takePlace();
        }

        private void takePlace() {
            try {
                hasPlace = places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!hasPlace) throw new ArchiveException(ErrorCode.OVERLOADED, "too many long headers at once");
        }

        /** It is held no more; from here on it may grow. */
        @Override
        public void close() {
            if (hasPlace) places.release();
            hasPlace = false;
            closed = true;
        }
    }
}
