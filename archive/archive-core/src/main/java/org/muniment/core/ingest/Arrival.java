package org.muniment.core.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.archive.object.StoredObject;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.reject.RejectionNote;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementPath;
import org.muniment.dicom.frame.FrameTable;

/**
 * An instance whose object is durable, but which no row refers to yet.
 *
 * @param times where the object says when it was coerced; none where it was not
 */
record Arrival(InstanceRecord instance, Parents parents, List<ElementPath> times) {

    boolean isCoerced() {
        return !times.isEmpty();
    }

    /** What its rows will say; all of it is known before the object is made durable, so that nothing can fail in between. */
    record Rows(IngestRequest request, InstanceId id, Attributes attributes, Parents parents, List<ElementPath> times) {

        /** @throws ArchiveException NOT_PERMITTED for a rejection note of a sender who may not reject */
        static Rows of(IngestRequest request, InstanceId id, Attributes dataSet, List<ElementPath> times) {
            Optional<RejectionCode> rejects = RejectionNote.codeOf(request.sopClassUid(), dataSet);
            if (rejects.isPresent() && !request.policy().mayReject())
                throw new ArchiveException(
                        ErrorCode.NOT_PERMITTED,
                        "This sender may not reject instances (" + rejects.get().meaning() + ")");
            return new Rows(
                    request,
                    id,
                    Utf8Attributes.of(dataSet, QueryableAttributes.INSTANCE),
                    Parents.of(id, dataSet, request.policy()),
                    times);
        }

        Arrival withObject(StoredObject object, int dataSetOffset, FrameTable frames, Instant receivedAt) {
            InstanceRecord instance = new InstanceRecord(
                    id,
                    request.sopClassUid(),
                    request.transferSyntaxUid(),
                    object.location(),
                    object.size(),
                    dataSetOffset,
                    object.digest(),
                    receivedAt,
                    request.source(),
                    attributes,
                    frames);
            return new Arrival(instance, parents, times);
        }
    }
}
