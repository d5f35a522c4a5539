package org.muniment.core.tier;

import java.io.InputStream;
import java.time.Clock;
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

/** Like tape: what it holds is read only once it was recalled and the recall has taken its time. */
public final class OfflineStore extends ForwardingObjectStore {

    private record Recall(Instant readyAt, Instant until) {}

    private final Clock clock;
    private final Duration takes;
    private final Map<ObjectKey, Recall> recalls = new ConcurrentHashMap<>();

    /** @param takes how long a recall takes */
    public OfflineStore(ObjectStore store, Clock clock, Duration takes) {
        super(store);
        this.clock = clock;
        this.takes = takes;
    }

    @Override
    public Availability availability(ObjectKey key) {
        Instant now = clock.instant();
        Recall recall = recalls.get(key);
        if (recall == null || !recall.until().isAfter(now)) return Availability.OFFLINE;
        return recall.readyAt().isAfter(now) ? Availability.RECALLING : Availability.ready(recall.until());
    }

    @Override
    public void recall(ObjectKey key, Duration keep) {
        Instant readyAt = clock.instant().plus(takes);
        if (availability(key).state() == Availability.State.OFFLINE)
            recalls.put(key, new Recall(readyAt, readyAt.plus(keep)));
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (find(key).isPresent() && !availability(key).isReadable())
            throw new ArchiveException(ErrorCode.OFFLINE, "object " + key + " must be recalled");
        return super.open(key, offset, length);
    }
}
