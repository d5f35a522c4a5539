package org.muniment.store.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Objects taken out of sight by an empty marker of the same name beside them: to move them would mean to copy them, which takes long, costs
 * money, and can't be done while they are offline. Which are marked is remembered, so that reading costs no request more; what another node
 * marks is seen after {@link #refresh}, and what it brings back at once.
 */
final class S3Quarantine {

    private final S3ObjectStore store;
    private volatile Set<ObjectKey> marked;

    S3Quarantine(S3ObjectStore store) {
        this.store = store;
    }

    /** Whether the object is out of sight. */
    boolean hides(ObjectKey key) {
        if (!marked().contains(key)) return false;
        if (store.head(path(key)).isPresent()) return true;
        marked().remove(key); // brought back by another node
        return false;
    }

    private Set<ObjectKey> marked() {
        Set<ObjectKey> known = marked;
        return known == null ? refresh() : known;
    }

    /** Reads anew which objects are out of sight. */
    Set<ObjectKey> refresh() {
        Set<ObjectKey> found = ConcurrentHashMap.newKeySet();
        markers().forEach(marker -> found.add(marker.key()));
        marked = found;
        return found;
    }

    private List<ObjectInfo> markers() {
        List<ObjectInfo> markers = new ArrayList<>();
        store.list(S3ObjectStore.QUARANTINE, markers::add);
        return markers;
    }

    void take(ObjectKey key) {
        if (store.head(store.path(key)).isEmpty()) return;
        store.connection().call("can't quarantine", () -> store.client()
                .putObject(request -> request.bucket(store.bucket()).key(path(key)), RequestBody.empty()));
        marked().add(key);
    }

    boolean giveBack(ObjectKey key) {
        Optional<?> marker = store.head(path(key));
        if (marker.isEmpty() || store.head(store.path(key)).isEmpty()) return false;
        store.remove(path(key));
        marked().remove(key);
        return true;
    }

    long purge(Instant before) {
        long purged = 0;
        for (ObjectInfo marker : markers()) {
            if (!marker.modified().isBefore(before)) continue;
            if (isPurged(marker.key())) purged++;
        }
        return purged;
    }

    /** What is under an object lock stays in quarantine until the lock ends; nothing else waits for it. */
    private boolean isPurged(ObjectKey key) {
        try {
            store.remove(store.path(key));
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.NOT_PERMITTED) throw e;
            return false;
        }
        store.remove(path(key)); // last, so that what was begun is ended by the next purge
        marked().remove(key);
        return true;
    }

    private String path(ObjectKey key) {
        return store.config().prefix() + S3ObjectStore.QUARANTINE + key.path();
    }
}
