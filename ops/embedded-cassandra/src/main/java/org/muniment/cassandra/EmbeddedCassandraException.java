package org.muniment.cassandra;

/** The node could not be started; the message says why and which log to read. */
public final class EmbeddedCassandraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedCassandraException(String message) {
        super(message);
    }

    EmbeddedCassandraException(String message, Throwable cause) {
        super(message, cause);
    }
}
