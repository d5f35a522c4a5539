package org.muniment.core.ingest;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.rejection.RejectionCode;

/** How an ingest ended, durably. What could not end at all is an {@link org.muniment.archive.error.ArchiveException} instead. */
public sealed interface IngestOutcome {

    /** The instance as it stands in the archive now. */
    InstanceRecord instance();

    /** Whether the sender may be told success: the archive answers for this instance from now on. */
    default boolean isSuccess() {
        return true;
    }

    /** As what it is announced; whoever is told success for an instance can rely on it that its study is announced afterwards. */
    default Optional<ChangeKind> change() {
        return Optional.of(ChangeKind.UPDATED);
    }

    /**
     * A new instance.
     *
     * @param elsewhere other places in the hierarchy where this SOP Instance UID was already found; both stay. Not empty only for senders
     *     that use a UID twice, against PS3.5 9.1, or that have moved an instance without giving it a new one
     */
    record Stored(InstanceRecord instance, List<InstanceId> elsewhere) implements IngestOutcome {
        public Stored {
            elsewhere = List.copyOf(elsewhere);
        }

        @Override
        public Optional<ChangeKind> change() {
            return Optional.of(ChangeKind.STORED);
        }
    }

    /**
     * A new instance that a rejection note names which came before it: kept out of sight.
     *
     * @param code the strictest of those by which it was rejected
     */
    record HeldBack(InstanceRecord instance, RejectionCode code) implements IngestOutcome {}

    /** The very same content was here already: the same bytes, or what the rules of the source have made of those. */
    record AlreadyStored(InstanceRecord instance) implements IngestOutcome {}

    /** The new content has taken the place of {@code previous}. */
    record Replaced(InstanceRecord previous, InstanceRecord instance) implements IngestOutcome {}

    /**
     * As {@code as}, but changed by the rules of its source: what is archived is not quite what was sent.
     *
     * @param as how it ended, which is a success
     */
    record Coerced(IngestOutcome as) implements IngestOutcome {
        @Override
        public InstanceRecord instance() {
            return as.instance();
        }

        @Override
        public Optional<ChangeKind> change() {
            return as.change();
        }
    }

    /** Other content than what is archived, not taken: the source's policy is to keep the first. */
    record Kept(InstanceRecord instance) implements IngestOutcome {
        @Override
        public Optional<ChangeKind> change() {
            return Optional.empty();
        }
    }

    /** Other content than what is archived, or content that was rejected, refused: see {@link org.muniment.archive.error.ErrorCode#DUPLICATE_INSTANCE}. */
    record Rejected(InstanceRecord instance, String reason) implements IngestOutcome {
        @Override
        public boolean isSuccess() {
            return false;
        }

        @Override
        public Optional<ChangeKind> change() {
            return Optional.empty();
        }
    }
}
