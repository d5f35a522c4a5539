package org.muniment.routes.dimse;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.muniment.routes.audit.AuditTrail;

/** What C-MOVE and C-GET have in common: the instances an identifier names, ready to be sent. */
final class Retrievals {

    /** Sub-operation counts are 16 bit (PS3.7 Annex E), and their records have to fit the heap together. */
    static final int MAX_INSTANCES = 65_535;

    private final RetrieveService retrieve;

    Retrievals(RetrieveService retrieve) {
        this.retrieve = retrieve;
    }

    List<ArchivedInstance> of(Exchange exchange) {
        Message in = exchange.getMessage();
        RetrieveKeys keys = RetrieveKeys.fromIdentifier(
                InformationModels.of(exchange),
                in.getBody(Attributes.class),
                in.getHeader(DicomHeaders.RELATIONAL, Boolean.class));
        try (Stream<InstanceRecord> found = retrieve.find(keys)) {
            List<ArchivedInstance> instances = found.limit(MAX_INSTANCES + 1)
                    .map(record -> new ArchivedInstance(record, retrieve))
                    .toList();
            if (instances.size() > MAX_INSTANCES) {
                throw new ArchiveException(ErrorCode.TOO_MANY_RESULTS, "more than " + MAX_INSTANCES + " instances");
            }
            AuditTrail.instances(exchange, instances.size());
            return instances;
        }
    }
}
