package org.muniment.archive.cache;

import java.util.Optional;
import org.muniment.archive.object.ObjectLocation;

/**
 * Keeps metadata objects at hand. Objects never change, so what it has is right; it may forget at any time, is never waited for long, and
 * takes no more memory than it was given. Failures of the cache are swallowed by it (and counted), never thrown.
 */
public interface MetadataCache {

    /** Bytes of the largest object remembered; a larger one is read as fast as it is sent. */
    int LARGEST = 1 << 20;

    /** The object, where remembered; not to be changed. */
    Optional<byte[]> object(ObjectLocation location);

    /** Without waiting. */
    void remember(ObjectLocation location, byte[] object);
}
