package org.muniment.web.stow;

import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode.Category;
import org.muniment.archive.id.InstanceId;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** What became of one instance of a request. */
sealed interface StoreResult {

    /** The archive answers for it from now on; {@code warning} where what it has is not quite what was sent. */
    record Stored(String sopClassUid, InstanceId id, Optional<String> warning) implements StoreResult {}

    /**
     * Not stored.
     *
     * @param instance what it says it is, as far as it could be read
     * @param reason Failure Reason (0008,1197)
     * @param comment the same in words
     * @param retryable whether sending it again may help
     */
    record Failed(Identity instance, int reason, String comment, boolean retryable) implements StoreResult {}

    /** UIDs; each may be null. */
    record Identity(String sopClassUid, String sopInstanceUid) {
        static final Identity UNKNOWN = new Identity(null, null);

        static Identity of(Attributes dataSet) {
            return new Identity(dataSet.getString(Tag.SOPClassUID), dataSet.getString(Tag.SOPInstanceUID));
        }

        /** What is no UID is not repeated in the answer. */
        public Identity {
            sopClassUid = uidOrNull(sopClassUid);
            sopInstanceUid = uidOrNull(sopInstanceUid);
        }

        private static String uidOrNull(String text) {
            return text != null && text.matches("[0-9.]{1,64}") ? text : null;
        }
    }

    static StoreResult of(IngestOutcome outcome) {
        String sopClass = outcome.instance().sopClassUid();
        InstanceId id = outcome.instance().id();
        if (outcome instanceof IngestOutcome.Rejected rejected)
            return new Failed(
                    new Identity(sopClass, id.instance().value()),
                    FailureReason.DUPLICATE_INSTANCE,
                    rejected.reason(),
                    false);
        return new Stored(sopClass, id, warning(outcome));
    }

    private static Optional<String> warning(IngestOutcome outcome) {
        if (outcome instanceof IngestOutcome.Kept) return Optional.of("not stored: an earlier version was kept");
        if (outcome instanceof IngestOutcome.Coerced) return Optional.of("stored as the rules for this source want it");
        return Optional.empty();
    }

    static StoreResult of(Identity instance, ArchiveException failure) {
        boolean retryable = failure.code().category() == Category.UNAVAILABLE;
        String comment =
                failure.code().category() == Category.INTERNAL ? "internal error, see the log" : failure.getMessage();
        return new Failed(instance, FailureReason.of(failure.code()), comment, retryable);
    }
}
