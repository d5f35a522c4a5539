package org.muniment.archive.lifecycle;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps documents, each changed only from the version its change was made of. What was written is seen by all who read afterwards, whichever node they
 * ask: that a hold was placed, or that destruction was begun, must not depend on who looks. Safe for use by many threads and processes; durable on return.
 * Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE: the write may or may not have happened.
 */
public interface DocumentRegister {

    Optional<Document> find(String collection, String id);

    /** Each document of the collection once, in no order, read in pages; closed by the caller. */
    Stream<Document> list(String collection);

    /**
     * Puts it in the place of the version before its own, or where none is if it is the first.
     *
     * @return false where there is another version, which stays
     */
    boolean put(Document document);

    /** @return false where there is another version than this, or none */
    boolean remove(Document document);
}
