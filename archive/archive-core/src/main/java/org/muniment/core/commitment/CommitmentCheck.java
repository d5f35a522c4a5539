package org.muniment.core.commitment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.archive.commitment.InstanceReference;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.core.ObjectStores;

/**
 * Whether the archive has what it is asked to be responsible for: the instance's row is committed, is of the class named, and its object is
 * there in full length. Digests are not read: that is the affair of fixity checks, and would cost as much as retrieving the study. What a
 * rejection note hides is not committed.
 */
public final class CommitmentCheck {

    private final StudyIndex index;
    private final ObjectStores stores;

    public CommitmentCheck(StudyIndex index, ObjectStores stores) {
        this.index = index;
        this.stores = stores;
    }

    /** @throws ArchiveException INDEX_UNAVAILABLE */
    public CommitmentResult check(CommitmentRequest request) {
        List<InstanceReference> committed = new ArrayList<>();
        List<CommitmentResult.Failure> failed = new ArrayList<>();
        for (InstanceReference reference : request.references()) {
            failure(reference)
                    .ifPresentOrElse(
                            reason -> failed.add(new CommitmentResult.Failure(reference, reason)),
                            () -> committed.add(reference));
        }
        return new CommitmentResult(request, committed, failed);
    }

    private Optional<FailureReason> failure(InstanceReference reference) {
        List<InstanceRecord> known = index.instancesByUid(reference.instance());
        if (known.isEmpty()) return Optional.of(FailureReason.NO_SUCH_OBJECT_INSTANCE);
        List<InstanceRecord> ofClass = known.stream()
                .filter(record -> record.sopClassUid().equals(reference.sopClassUid()))
                .toList();
        if (ofClass.isEmpty()) return Optional.of(FailureReason.CLASS_INSTANCE_CONFLICT);
        // where senders gave one UID to several instances, all of them must be safe: the requestor can't say which it
        // means
        return ofClass.stream()
                .map(this::objectFailure)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<FailureReason> objectFailure(InstanceRecord record) {
        try {
            Optional<ObjectInfo> object =
                    stores.of(record.location()).find(record.location().key());
            return object.filter(info -> info.size() == record.size()).isPresent()
                    ? Optional.empty()
                    : Optional.of(FailureReason.PROCESSING_FAILURE);
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.STORE_UNAVAILABLE || e.code() == ErrorCode.OFFLINE)
                return Optional.of(FailureReason.RESOURCE_LIMITATION);
            throw e;
        }
    }
}
