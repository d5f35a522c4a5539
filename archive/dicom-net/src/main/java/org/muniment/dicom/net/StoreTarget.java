package org.muniment.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Where sub-operations go: an association, existing or to be opened. */
interface StoreTarget extends Closeable {

    /** This instance cannot be sent; others may. The message is for an Error Comment. */
    final class CannotSendException extends Exception {

        CannotSendException(String message) {
            super(message);
        }

        CannotSendException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Sends one instance.
     *
     * @return its status to come
     * @throws IOException where the association broke
     */
    CompletableFuture<DimseStatus> store(SubOperation instance) throws CannotSendException, IOException;

    /** How many may be on their way at once. */
    int window();

    @Override
    void close();
}
