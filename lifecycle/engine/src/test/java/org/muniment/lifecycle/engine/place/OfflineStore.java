package org.muniment.lifecycle.engine.place;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.Availability;
import org.muniment.archive.object.ForwardingObjectStore;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;

/** A store whose objects must be recalled before they can be read; each takes until {@link #restoreAll}. */
final class OfflineStore extends ForwardingObjectStore {

    private final Map<ObjectKey, Availability> recalled = new ConcurrentHashMap<>();

    OfflineStore(ObjectStore store) {
        super(store);
    }

    /** What was asked for is there now. */
    void restoreAll() {
        recalled.replaceAll((key, state) -> Availability.ready(Instant.MAX));
    }

    @Override
    public Availability availability(ObjectKey key) {
        return recalled.getOrDefault(key, Availability.OFFLINE);
    }

    @Override
    public void recall(ObjectKey key, Duration keep) {
        recalled.putIfAbsent(key, Availability.RECALLING);
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (find(key).isPresent() && !availability(key).isReadable())
            throw new ArchiveException(ErrorCode.OFFLINE, key + " is offline");
        return super.open(key, offset, length);
    }
}
