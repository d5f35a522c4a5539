package org.muniment.routes.dimse;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.core.tier.StudyAccesses;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.Preparation;
import org.muniment.dicom.net.RetrieveResult;
import org.muniment.routes.audit.AuditTrail;

/** What C-MOVE and C-GET have in common: the instances an identifier names, ready to be sent. */
public final class Retrievals {

    /** Sub-operation counts are 16 bit (PS3.7 Annex E), and their records have to fit the heap together. */
    static final int MAX_INSTANCES = 65_535;

    private final RetrieveService retrieve;
    private final BiFunction<List<InstanceRecord>, String, Preparation> waits;
    private final StudyAccesses accesses;

    /** From an archive that has everything at hand, and in which nobody asks who reads what. */
    public Retrievals(RetrieveService retrieve) {
        this(retrieve, (instances, by) -> Preparation.NONE, (study, by) -> {});
    }

    public Retrievals(RetrieveService retrieve, RecallWaits waits, StudyAccesses accesses) {
        this(retrieve, waits::of, accesses);
    }

    private Retrievals(
            RetrieveService retrieve,
            BiFunction<List<InstanceRecord>, String, Preparation> waits,
            StudyAccesses accesses) {
        this.retrieve = retrieve;
        this.waits = waits;
        this.accesses = accesses;
    }

    /** @param destination null for C-GET */
    RetrieveResult.SubOperations to(Destination destination, Exchange exchange) {
        List<InstanceRecord> instances = instances(exchange);
        String by = exchange.getMessage().getHeader(DicomHeaders.CALLING_AET, String.class);
        Preparation preparation = waits.apply(instances, by);
        instances.stream()
                .map(instance -> instance.id().study())
                .distinct()
                .forEach(study -> accesses.accessed(study, by));
        return new RetrieveResult.SubOperations(
                destination,
                instances.stream()
                        .map(instance -> new ArchivedInstance(instance, retrieve))
                        .toList(),
                preparation);
    }

    private List<InstanceRecord> instances(Exchange exchange) {
        Message in = exchange.getMessage();
        RetrieveKeys keys = RetrieveKeys.fromIdentifier(
                InformationModels.of(exchange),
                in.getBody(Attributes.class),
                in.getHeader(DicomHeaders.RELATIONAL, Boolean.class));
        try (Stream<InstanceRecord> found = retrieve.find(keys)) {
            List<InstanceRecord> instances = found.limit(MAX_INSTANCES + 1).toList();
            if (instances.size() > MAX_INSTANCES) {
                throw new ArchiveException(ErrorCode.TOO_MANY_RESULTS, "more than " + MAX_INSTANCES + " instances");
            }
            AuditTrail.instances(exchange, instances.size());
            return instances;
        }
    }
}
