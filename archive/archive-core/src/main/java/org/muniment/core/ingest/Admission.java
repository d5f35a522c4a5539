package org.muniment.core.ingest;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of an instance whose object is durable, given what the archive has of it.
 *
 * <p>The same SOP Instance UID in another series or study is not a duplicate to be kept or replaced: that would take an image from a study,
 * perhaps another patient's. Both are stored, unless the policy is to reject.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final ObjectStore store;
    private final ParentRows rows;

    Admission(ObjectStore store, ParentRows rows) {
        this.store = store;
        this.rows = rows;
    }

    Unreferenced unreferenced(Arrival arrival) {
        return new Unreferenced(arrival);
    }

    /** Removes the arrival's object on closing, unless a row may refer to it by then. */
    final class Unreferenced implements AutoCloseable {

        private final Arrival arrival;
        private boolean mayBeReferenced;

        private Unreferenced(Arrival arrival) {
            this.arrival = arrival;
        }

        /** @param present all committed instances with this SOP Instance UID, which nobody else in this process changes meanwhile */
        IngestOutcome admit(List<InstanceRecord> present, DuplicatePolicy policy) {
            InstanceId id = arrival.instance().id();
            Optional<InstanceRecord> same =
                    present.stream().filter(p -> p.id().equals(id)).findFirst();
            if (same.isPresent()) return again(same.get(), policy);
            List<InstanceId> elsewhere =
                    present.stream().map(InstanceRecord::id).toList();
            if (elsewhere.isEmpty()) return store(elsewhere);
            if (policy == DuplicatePolicy.REJECT)
                return new IngestOutcome.Rejected(
                        present.get(0), "The SOP Instance UID is in use in another series or study");
            LOG.warn(
                    "[{}] SOP Instance UID {} of study {} is in {} other series as well",
                    arrival.instance().source(),
                    id.instance(),
                    id.study(),
                    elsewhere.size());
            return store(elsewhere);
        }

        private IngestOutcome store(List<InstanceId> elsewhere) {
            rows.commit(arrival.instance(), arrival.parents(), () -> mayBeReferenced = true);
            return new IngestOutcome.Stored(arrival.instance(), elsewhere);
        }

        private IngestOutcome again(InstanceRecord present, DuplicatePolicy policy) {
            boolean identical = present.digest().equals(arrival.instance().digest());
            if (isLost(present)) {
                LOG.warn("The lost object {} is replaced by what was sent again", present.location());
                replace(present);
                return identical
                        ? new IngestOutcome.AlreadyStored(arrival.instance())
                        : new IngestOutcome.Replaced(present, arrival.instance());
            }
            if (identical) {
                rows.ensure(present, arrival.parents());
                return new IngestOutcome.AlreadyStored(present);
            }
            return switch (policy) {
                case KEEP -> new IngestOutcome.Kept(present);
                case REJECT -> new IngestOutcome.Rejected(present, "The instance is archived with other content");
                case REPLACE -> {
                    replace(present);
                    yield new IngestOutcome.Replaced(present, arrival.instance());
                }
            };
        }

        private void replace(InstanceRecord present) {
            rows.replace(present, arrival.instance(), arrival.parents(), () -> mayBeReferenced = true);
        }

        /** Only where this store can tell; what another store holds is taken to be there. */
        private boolean isLost(InstanceRecord present) {
            ObjectLocation location = present.location();
            if (!location.store().equals(store.name())) return false;
            Optional<ObjectInfo> object = store.find(location.key());
            return object.isEmpty() || object.get().size() != present.size();
        }

        @Override
        public void close() {
            if (mayBeReferenced) return; // also where the index failed to say whether it is: the reconciler will see
            ObjectLocation location = arrival.instance().location();
            try {
                store.delete(location.key());
            } catch (ArchiveException e) {
                LOG.warn("The unused object {} is left to the reconciler: {}", location, e.getMessage());
            }
        }
    }
}
