package org.muniment.core.ingest;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.Known;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.reject.RejectionNote;
import org.muniment.core.reject.Rejections;
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
    private final Rejections rejections;

    Admission(ObjectStore store, ParentRows rows, Rejections rejections) {
        this.store = store;
        this.rows = rows;
        this.rejections = rejections;
    }

    /** @param change what becomes of the arrival is announced by it */
    Unreferenced unreferenced(Arrival arrival, StudyChanges.Change change) {
        return new Unreferenced(arrival, change);
    }

    /** Removes the arrival's object on closing, unless a row may refer to it by then. */
    final class Unreferenced implements AutoCloseable {

        private final Arrival arrival;
        private final StudyChanges.Change change;
        private boolean mayBeReferenced;

        private Unreferenced(Arrival arrival, StudyChanges.Change change) {
            this.arrival = arrival;
            this.change = change;
        }

        private void writing() {
            change.writing();
            mayBeReferenced = true;
        }

        /**
         * @param note the arrival, if it is a rejection note: what it rejects must not change under its UID, so it is never replaced
         * @param known what the archive has of the instance, which nobody else in this process changes meanwhile
         */
        IngestOutcome admit(RejectionNote note, Known known) {
            if (known.present().isEmpty() && known.rejectedBy().isEmpty()) {
                announce(note);
                if (note.code().hidesNote()) return holdBack(note.code());
            }
            return admit(known, DuplicatePolicy.KEEP);
        }

        /** @param known what the archive has of the instance, which nobody else in this process changes meanwhile */
        IngestOutcome admit(Known known, DuplicatePolicy policy) {
            InstanceId id = arrival.instance().id();
            List<InstanceRecord> present = known.present();
            if (!known.rejectedBy().isEmpty()) return rejected(known, policy);
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
            rows.commit(arrival.instance(), arrival.parents(), this::writing);
            return new IngestOutcome.Stored(arrival.instance(), elsewhere);
        }

        private void announce(RejectionNote note) {
            rejections.announce(
                    note, arrival.instance().source(), arrival.instance().receivedAt());
            // a note out of sight is marked as named by itself, which is how it is found there
            if (note.code().hidesNote())
                rejections.index().mark(List.of(note.id()), note.id().instance(), note.code());
        }

        /** A rejected instance stays what and where it is. One that was rejected before it came is kept, too, but out of sight. */
        private IngestOutcome rejected(Known known, DuplicatePolicy policy) {
            RejectionCode code = Collections.max(known.rejectedBy().values());
            Optional<InstanceRecord> held = known.rejected().filter(record -> !isLost(record));
            if (held.isEmpty()) return holdBack(code);
            boolean named = known.rejectedBy().keySet().stream()
                    .anyMatch(note -> !note.equals(held.get().id().instance()));
            if (named && code.refusesRepeats())
                return new IngestOutcome.Rejected(held.get(), "This instance was rejected: " + code.meaning());
            if (isRepeat(held.get())) return new IngestOutcome.AlreadyStored(held.get());
            return policy == DuplicatePolicy.REJECT
                    ? new IngestOutcome.Rejected(held.get(), "The instance is archived with other content")
                    : new IngestOutcome.Kept(held.get());
        }

        private IngestOutcome holdBack(RejectionCode code) {
            rows.holdBack(arrival.instance(), arrival.parents(), this::writing);
            return new IngestOutcome.HeldBack(arrival.instance(), code);
        }

        private IngestOutcome again(InstanceRecord present, DuplicatePolicy policy) {
            boolean lost = isLost(present); // then there is nothing to be compared with
            boolean identical = lost ? hasDigestOf(present) : isRepeat(present);
            if (lost) {
                LOG.warn("The lost object {} is replaced by what was sent again", present.location());
                replace(present);
                return identical
                        ? new IngestOutcome.AlreadyStored(arrival.instance())
                        : new IngestOutcome.Replaced(present, arrival.instance());
            }
            if (identical) {
                change.writing(); // its first sender may have died before it was announced
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
            rows.replace(present, arrival.instance(), arrival.parents(), this::writing);
        }

        /** The time at which the rules of its source were applied is no difference. */
        private boolean isRepeat(InstanceRecord present) {
            return hasDigestOf(present) || arrival.isCoerced() && CoercedRepeat.is(store, present, arrival);
        }

        private boolean hasDigestOf(InstanceRecord present) {
            return present.digest().equals(arrival.instance().digest());
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
