package org.muniment.lifecycle.records.disposition;

import org.muniment.archive.object.ForwardingObjectStore;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;

/** Whose objects stay whatever one says, as under S3's object lock. */
final class LockedStore extends ForwardingObjectStore {

    LockedStore(ObjectStore store) {
        super(store);
    }

    @Override
    public void delete(ObjectKey key) {
        // it stays
    }
}
