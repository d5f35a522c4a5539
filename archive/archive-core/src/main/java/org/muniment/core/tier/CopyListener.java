package org.muniment.core.tier;

import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.tier.Container;

/** Is told where a reader met a copy that it could not read, so that somebody looks after it. Called by readers: must be quick and not throw. */
@FunctionalInterface
public interface CopyListener {

    CopyListener NONE = (container, why) -> {};

    /**
     * @param why NOT_FOUND where the container is gone though it is said to be good, CORRUPT_OBJECT where it ends too early or an instance in it is
     *     another than was packed, or STORE_UNAVAILABLE; never OFFLINE
     */
    void unreadable(Container container, ErrorCode why);
}
