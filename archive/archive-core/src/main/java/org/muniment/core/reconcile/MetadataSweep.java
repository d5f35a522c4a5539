package org.muniment.core.reconcile;

import java.io.IOException;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.metadata.MetadataFile;

/**
 * Removes metadata objects nobody uses, and with digests also those that are damaged. At once and for good, unlike instances: whoever misses
 * one makes it again.
 */
final class MetadataSweep {

    private final ArchiveIndex index;
    private final ReconcileConfig config;

    MetadataSweep(ArchiveIndex index, ReconcileConfig config) {
        this.index = index;
        this.config = config;
    }

    /** True where it has removed the object. */
    boolean removes(ObjectStore store, ObjectInfo object) {
        if (isUsed(store, object) && (!config.digests() || MetadataFile.isWhole(store, object))) return false;
        store.delete(object.key());
        return true;
    }

    private boolean isUsed(ObjectStore store, ObjectInfo object) {
        ObjectLocation location = new ObjectLocation(store.name(), object.key());
        return series(store, object)
                .filter(id -> uses(index.derived(), id, location)
                        || uses(index.rejections().index().derived(), id, location))
                .isPresent();
    }

    private static boolean uses(DerivedIndex derived, SeriesId id, ObjectLocation location) {
        return derived.state(id)
                .metadata()
                .filter(used -> used.location().equals(location))
                .isPresent();
    }

    private static Optional<SeriesId> series(ObjectStore store, ObjectInfo object) {
        try {
            return MetadataFile.seriesOf(store, object);
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + object.key() + " can't be read", e);
        }
    }
}
