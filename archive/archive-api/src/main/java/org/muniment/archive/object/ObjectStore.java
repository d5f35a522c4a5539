package org.muniment.archive.object;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Bytes by key. Objects are written once and never changed. Safe for use by many threads. Failures are
 * {@link org.muniment.archive.error.ArchiveException}: NOT_FOUND, OUT_OF_SPACE, STORE_UNAVAILABLE, and OFFLINE where bytes must be recalled
 * before they can be read.
 */
public interface ObjectStore {

    /** The name this store has in {@link ObjectLocation}s; it never changes while it holds objects. */
    String name();

    /** Starts a new object. The key must not be in use, which commit refuses: keys carry a version that makes them unique. */
    ObjectWriter create(ObjectKey key);

    /** The whole object as a stream; the caller closes it. */
    default InputStream open(ObjectKey key) {
        return open(key, 0, Long.MAX_VALUE);
    }

    /** {@code length} bytes from {@code offset}; fewer where the object ends before that. */
    InputStream open(ObjectKey key, long offset, long length);

    Optional<ObjectInfo> find(ObjectKey key);

    /**
     * Whether the object can be read now. A store that keeps all it has at hand says ONLINE, also of an object it does not have.
     */
    default Availability availability(ObjectKey key) {
        return Availability.ONLINE;
    }

    /**
     * Asks that an object that is offline be made readable for {@code keep}; returns at once, and {@link #availability} tells how far it is.
     * Asked again, or of an object that is online, it does no harm.
     */
    default void recall(ObjectKey key, Duration keep) {}

    /** Removes the object durably; one that is not there is no error. */
    void delete(ObjectKey key);

    /** Visits every committed object once, those of a series together where that is possible; objects that come or go meanwhile may be missed or seen. */
    void walk(Consumer<ObjectInfo> visitor);

    /** Takes an object nobody seems to need out of sight of all but {@link #restore}, durably; one that is not there is no error. */
    void quarantine(ObjectKey key);

    /** Brings a quarantined object back; false where there is none. */
    boolean restore(ObjectKey key);

    /** Removes for good what was quarantined before {@code before}; returns how many objects. */
    long purgeQuarantine(Instant before);

    /** Removes what unfinished writes of a process that died have left; called before the first write. */
    void discardUnfinished();
}
