package org.muniment.dicom.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits whose interruption is an I/O failure, as it is on a socket. */
final class Waiting {

    interface Wait<T> {
        T await() throws InterruptedException;
    }

    private Waiting() {}

    static <T> T on(Wait<T> wait) throws InterruptedIOException {
        try {
            return wait.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the peer");
        }
    }

    /** @throws TimeoutException where the result is not there in time */
    static <T> T forResult(Future<T> future, Duration timeout) throws IOException, TimeoutException {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the peer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            throw new IOException(e.getCause());
        }
    }
}
