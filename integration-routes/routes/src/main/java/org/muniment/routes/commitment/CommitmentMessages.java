package org.muniment.routes.commitment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.muniment.archive.commitment.CommitmentId;
import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.archive.commitment.InstanceReference;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.TransactionUid;
import org.muniment.core.commitment.CommitmentResult;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.routes.dimse.DimseRefusal;

/** The messages of the Storage Commitment Push Model, PS3.4 J.3: what they must hold, and what they mean. */
final class CommitmentMessages {

    private static final int REQUEST_STORAGE_COMMITMENT = 1;
    private static final int SUCCESSFUL = 1;
    private static final int FAILURES_EXIST = 2;
    /** VR UI; also what keeps a line of the register one line. */
    private static final int MAX_UID_LENGTH = 64;

    private CommitmentMessages() {}

    static void requireCommitment(String sopClassUid, String sopInstanceUid, int actionType) {
        if (!UID.StorageCommitmentPushModel.equals(sopClassUid)) {
            throw new DimseRefusal(DimseStatus.UNRECOGNIZED_OPERATION.withComment("no actions on this SOP class"));
        }
        if (!UID.StorageCommitmentPushModelInstance.equals(sopInstanceUid)) {
            throw new DimseRefusal(DimseStatus.NO_SUCH_SOP_INSTANCE.withComment("not the well-known SOP instance"));
        }
        if (actionType != REQUEST_STORAGE_COMMITMENT) {
            throw new DimseRefusal(DimseStatus.NO_SUCH_ACTION_TYPE.withComment("no action type " + actionType));
        }
    }

    /** PS3.4 Table J.3-1. */
    static CommitmentRequest request(String callingAet, String calledAet, Instant receivedAt, Attributes information) {
        List<InstanceReference> references = new ArrayList<>();
        try {
            for (Attributes item : information.getItems(Tag.ReferencedSOPSequence)) references.add(reference(item));
            CommitmentId id =
                    new CommitmentId(callingAet, new TransactionUid(information.getString(Tag.TransactionUID)));
            if (references.isEmpty()) throw invalid("no instances referenced", Tag.ReferencedSOPSequence);
            return new CommitmentRequest(id, calledAet, receivedAt, references);
        } catch (ArchiveException e) {
            throw invalid(e.getMessage(), Tag.TransactionUID);
        }
    }

    private static InstanceReference reference(Attributes item) {
        String sopClass = item.getString(Tag.ReferencedSOPClassUID);
        if (sopClass == null || sopClass.length() > MAX_UID_LENGTH || !sopClass.matches("[0-9.]+")) {
            throw invalid("an instance referenced without its class", Tag.ReferencedSOPClassUID);
        }
        return new InstanceReference(sopClass, new SopInstanceUid(item.getString(Tag.ReferencedSOPInstanceUID)));
    }

    /** 0115H: the only code of N-ACTION (PS3.7 10.1.4.1.10) for information that is not what the action needs. */
    private static DimseRefusal invalid(String comment, int tag) {
        return new DimseRefusal(
                DimseStatus.INVALID_ARGUMENT_VALUE.withComment(comment).withOffendingElements(tag));
    }

    /** PS3.4 Table J.3-2. */
    static NormalizedRequest event(CommitmentResult result) {
        Attributes information = new Attributes();
        information.setString(
                Tag.TransactionUID, VR.UI, result.request().id().transaction().value());
        information.setString(Tag.RetrieveAETitle, VR.AE, result.request().calledAet());
        if (!result.committed().isEmpty()) {
            information.setItems(
                    Tag.ReferencedSOPSequence,
                    result.committed().stream().map(CommitmentMessages::item).toArray(Attributes[]::new));
        }
        if (!result.failed().isEmpty()) {
            information.setItems(
                    Tag.FailedSOPSequence,
                    result.failed().stream().map(CommitmentMessages::item).toArray(Attributes[]::new));
        }
        return NormalizedRequest.eventReport(
                UID.StorageCommitmentPushModel,
                UID.StorageCommitmentPushModelInstance,
                result.failed().isEmpty() ? SUCCESSFUL : FAILURES_EXIST,
                information);
    }

    private static Attributes item(InstanceReference reference) {
        Attributes item = new Attributes();
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, reference.sopClassUid());
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, reference.instance().value());
        return item;
    }

    private static Attributes item(CommitmentResult.Failure failure) {
        Attributes item = item(failure.reference());
        item.setInt(Tag.FailureReason, VR.US, failure.reason().code());
        return item;
    }
}
