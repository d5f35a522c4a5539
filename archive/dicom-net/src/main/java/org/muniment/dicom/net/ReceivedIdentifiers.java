package org.muniment.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.Identifiers.BadIdentifierException;

/**
 * Reads identifiers of requests, of which only a few large ones may be on the heap at once: a megabyte of short values can become fifty
 * there, and each of hundreds of peers can send one. Further ones wait, unread, on their connections.
 */
final class ReceivedIdentifiers {

    private static final int LARGE_AT_ONCE = 3;

    private final Semaphore places = new Semaphore(LARGE_AT_ONCE, true);
    private final Duration patience;

    /** @param patience how long a large one may wait before it is refused */
    ReceivedIdentifiers(Duration patience) {
        this.patience = patience;
    }

    /**
     * @throws RejectedExecutionException where it is large and has waited in vain
     * @throws IOException where the association breaks
     */
    Received read(InputStream in, String transferSyntaxUid) throws IOException, BadIdentifierException {
        Received received = new Received();
        try {
            received.attributes = Identifiers.read(in, transferSyntaxUid, received::takePlace);
            return received;
        } finally {
            if (received.attributes == null) received.close();
        }
    }

    /** An identifier as long as somebody needs it; to be closed by whoever needed it last. */
    final class Received implements Closeable {

        private Attributes attributes;
        private boolean hasPlace;

        Attributes attributes() {
            return attributes;
        }

        private void takePlace() throws IOException {
            if (hasPlace) return;
            hasPlace = Waiting.on(() -> places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS));
            if (!hasPlace) throw new RejectedExecutionException("too many large identifiers at once");
        }

        @Override
        public void close() {
            attributes = null;
            if (hasPlace) places.release();
            hasPlace = false;
        }
    }
}
