package org.muniment.fhir.server;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.RequiredParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Provenance;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.fhir.PatientLogicalId;
import org.muniment.fhir.r4.ProvenanceMapping;

/** Provenance: where studies came from, and what was decided about patients. */
public final class ProvenanceProvider implements IResourceProvider {

    /** One instance of each of these tells what came first; of more series the first do. */
    private static final int MOST_SERIES = 20;

    private final FhirArchive archive;
    private final ProvenanceMapping mapping;

    public ProvenanceProvider(FhirArchive archive, ProvenanceMapping mapping) {
        this.archive = archive;
        this.mapping = mapping;
    }

    @Override
    public Class<Provenance> getResourceType() {
        return Provenance.class;
    }

    @Read
    public Provenance read(@IdParam IdType id) {
        return StudyParameters.uid(id.getIdPart())
                .flatMap(this::ofStudy)
                .or(() -> ofReconciliation(id.getIdPart()))
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "There is no such provenance"));
    }

    /** Of a study, or of a patient. */
    @Search
    public Bundle search(
            @RequiredParam(name = Provenance.SP_TARGET) ReferenceParam target,
            @Offset Integer offset,
            @Count Integer count,
            RequestDetails request) {
        Page page = Page.of(offset, count);
        List<Provenance> found = page.andOneMore(of(target).iterator());
        return page.bundle(request, page.cut(found), List.of(), page.isFollowed(found));
    }

    private Stream<Provenance> of(ReferenceParam target) {
        String type = target.hasResourceType() ? target.getResourceType() : "";
        return switch (type) {
            case "ImagingStudy" -> StudyParameters.uid(target.getIdPart()).flatMap(this::ofStudy).stream();
            case "Patient" -> PatientLogicalId.identifier(target.getIdPart()).stream()
                    .flatMap(patient -> archive.patients().patients().history(patient).stream())
                    .map(mapping::of);
            default -> throw new InvalidRequestException("target: must be ImagingStudy/… or Patient/…");
        };
    }

    private Optional<Provenance> ofReconciliation(String id) {
        if (!id.matches("[0-9a-f-]{36}")) return Optional.empty();
        return archive.patients()
                .patients()
                .reconciliation(new ReconciliationId(id))
                .map(mapping::of);
    }

    private Optional<Provenance> ofStudy(StudyInstanceUid study) {
        try (Stream<SeriesRecord> series = archive.index().series(study)) {
            return series.limit(MOST_SERIES)
                    .flatMap(one -> firstOf(one).stream())
                    .min(Comparator.comparing(InstanceRecord::receivedAt))
                    .map(first -> mapping.received(study, first.source(), first.receivedAt()));
        }
    }

    private Optional<InstanceRecord> firstOf(SeriesRecord series) {
        try (Stream<InstanceRecord> instances = archive.index().instances(series.id())) {
            return instances.findFirst();
        }
    }
}
