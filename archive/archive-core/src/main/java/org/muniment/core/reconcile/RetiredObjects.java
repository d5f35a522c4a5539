package org.muniment.core.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;

/** Removes the objects of replaced instances, each after a check that no row refers to it any more. */
final class RetiredObjects {

    private final ObjectStores stores;
    private final ArchiveIndex index;
    private final Predicate<ObjectKey> scarce;
    private final Duration patience;
    private final MetadataSweep metadata;

    /** @param scarce whether too little is there of an instance for its former object to go */
    RetiredObjects(ObjectStores stores, ArchiveIndex index, Predicate<ObjectKey> scarce, ReconcileConfig config) {
        this.stores = stores;
        this.index = index;
        this.scarce = scarce;
        this.patience = config.quarantine();
        this.metadata = new MetadataSweep(index, config);
    }

    void collect(Instant before, Instant now, Findings findings) {
        try (Stream<RetiredObject> due = index.writer().retired(before)) {
            due.forEach(retired -> {
                findings.proceed();
                collect(retired, now, findings);
            });
        }
    }

    private void collect(RetiredObject retired, Instant now, Findings findings) {
        ObjectStore store = stores.of(retired.location());
        ObjectKey key = retired.location().key();
        Optional<ObjectInfo> object = store.find(key);
        if (object.isPresent() && key.isMetadata()) {
            if (metadata.removes(store, object.get())) findings.discarded++;
        } else if (object.isPresent()) {
            Optional<InstanceId> id = ObjectHeader.id(store, key);
            if (id.isEmpty()) {
                findings.problem("retired object " + retired.location() + " is unreadable and put into quarantine");
                store.quarantine(key);
            } else if (isReferenced(id.get(), retired)) {
                findings.problem("retired object " + retired.location() + " is in use and was kept");
            } else if (isNeeded(id.get(), retired, now)) {
                return; // asked again in the next run
            } else {
                store.delete(key);
                index.derived().forgetFrames(retired.location());
                findings.retired++;
            }
        }
        index.writer().forget(retired);
    }

    /** What was encoded anew has one copy until more are made of it; not every policy wants more. */
    private boolean isNeeded(InstanceId id, RetiredObject retired, Instant now) {
        return retired.retiredAt().isAfter(now.minus(patience))
                && index.held(id)
                        .filter(row -> scarce.test(row.location().key()))
                        .isPresent();
    }

    private boolean isReferenced(InstanceId id, RetiredObject retired) {
        return index.held(id)
                .map(InstanceRecord::location)
                .filter(retired.location()::equals)
                .isPresent();
    }
}
