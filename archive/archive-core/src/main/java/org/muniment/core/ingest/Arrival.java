package org.muniment.core.ingest;

import java.time.Instant;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.archive.object.StoredObject;
import org.muniment.dicom.Attributes;

/** An instance whose object is durable, but which no row refers to yet. */
record Arrival(InstanceRecord instance, Parents parents) {

    static Arrival of(
            IngestRequest request,
            InstanceId id,
            Attributes dataSet,
            StoredObject object,
            int dataSetOffset,
            Instant receivedAt) {
        return new Arrival(
                new InstanceRecord(
                        id,
                        request.sopClassUid(),
                        request.transferSyntaxUid(),
                        object.location(),
                        object.size(),
                        dataSetOffset,
                        object.digest(),
                        receivedAt,
                        request.source(),
                        Utf8Attributes.of(dataSet, QueryableAttributes.INSTANCE)),
                Parents.of(id, dataSet, request.policy()));
    }
}
