package org.muniment.archive.message;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps every message. Writes are durable on return and idempotent; one that fails may have happened in part, and repeating it completes it. Of
 * writes about one message at the same time one wins whole: who calls lets them take turns. Streams are lazy, read in pages and closed by the
 * caller. Safe for use by many threads. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface MessageJournal {

    /** Writes the message down for the first time. */
    void open(JournaledMessage message);

    /** Writes down what has become of a message that is there: all but what it was when it came. */
    void update(JournaledMessage message);

    Optional<JournaledMessage> find(MessageId id);

    /** Those received before {@code before}, the latest first. */
    Stream<JournaledMessage> before(Instant before);

    /** Those that wait for a person, the longest waiting first. */
    Stream<JournaledMessage> parked();
}
