package org.muniment.fhir.server;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.IdType;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.core.find.FindResults;
import org.muniment.core.find.Query;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.find.QueryOptions;
import org.muniment.core.find.QueryRoot;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.r4.DiagnosticReportMapping;

/** DiagnosticReport: the reports that were stored with studies and are in sight. */
public final class DiagnosticReportProvider implements IResourceProvider {

    private static final List<Integer> RETURNED = List.of(
            Tag.SOPInstanceUID,
            Tag.SeriesInstanceUID,
            Tag.StudyInstanceUID,
            Tag.PatientID,
            Tag.IssuerOfPatientID,
            Tag.PatientName,
            Tag.TimezoneOffsetFromUTC,
            Tag.ContentDate,
            Tag.ContentTime,
            Tag.CompletionFlag,
            Tag.VerificationFlag,
            Tag.DocumentTitle,
            Tag.ConceptNameCodeSequence);

    private final FhirArchive archive;
    private final StudyParameters parameters;
    private final StudySearch studies;
    private final DiagnosticReportMapping mapping;

    public DiagnosticReportProvider(FhirArchive archive, MappingContext context) {
        this.archive = archive;
        this.parameters = new StudyParameters(archive, context);
        this.studies = new StudySearch(archive.inSight(), archive.heldBack());
        this.mapping = new DiagnosticReportMapping(context);
    }

    @Override
    public Class<DiagnosticReport> getResourceType() {
        return DiagnosticReport.class;
    }

    @Read
    public DiagnosticReport read(@IdParam IdType id) {
        return StudyParameters.uid(id.getIdPart()).stream()
                .flatMap(uid -> find(Tag.SOPInstanceUID, List.of(uid.value()), new Page(0, 1)).stream())
                .findFirst()
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "There is no such report"));
    }

    /** By id, identifier, patient or order. */
    @Search
    public Bundle search(
            @OptionalParam(name = "_id") TokenParam id,
            @OptionalParam(name = DiagnosticReport.SP_IDENTIFIER) TokenParam identifier,
            @OptionalParam(
                            name = DiagnosticReport.SP_PATIENT,
                            chainWhitelist = {"", "identifier"})
                    ReferenceParam patient,
            @OptionalParam(name = DiagnosticReport.SP_BASED_ON) ReferenceParam basedOn,
            @Offset Integer offset,
            @Count Integer count,
            RequestDetails request) {
        Page page = Page.of(offset, count);
        TokenParam uid = id == null ? identifier : id;
        List<DiagnosticReport> found;
        if (uid != null) {
            String value = uid.getValue().replaceFirst("^" + IdentifierSystems.OID_PREFIX, "");
            found = StudyParameters.uid(value).isEmpty() ? List.of() : find(Tag.SOPInstanceUID, List.of(value), page);
        } else {
            if (patient == null && basedOn == null)
                throw new ArchiveException(
                        ErrorCode.UNBOUNDED_QUERY, "Too broad: give _id, identifier, patient or based-on");
            StudyCriteria criteria = new StudyCriteria();
            parameters.patient(criteria, patient);
            parameters.basedOn(criteria, basedOn);
            List<String> uids = studies(criteria);
            found = uids.isEmpty() ? List.of() : find(Tag.StudyInstanceUID, uids, page);
        }
        return page.bundle(request, page.cut(found), List.of(), page.isFollowed(found));
    }

    private List<String> studies(StudyCriteria criteria) {
        try (StudySearch.Matches found = studies.find(criteria, Set.of(StudySearch.Side.IN_SIGHT))) {
            return new Page(0, 1000)
                    .andOneMore(found).stream().map(StudyInstanceUid::value).toList();
        }
    }

    private List<DiagnosticReport> find(int key, Collection<String> uids, Page page) {
        Attributes keys = new Attributes();
        keys.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        for (int tag : RETURNED) keys.setNull(tag, tag == Tag.ConceptNameCodeSequence ? VR.SQ : VR.LO);
        keys.setString(
                Tag.SOPClassUID, VR.UI, DiagnosticReportMapping.sopClasses().toArray(String[]::new));
        keys.setString(key, VR.UI, uids.toArray(String[]::new));
        Query query = Query.fromIdentifier(QueryLevel.IMAGE, QueryRoot.STUDY, keys, QueryOptions.RELATIONAL);
        try (FindResults found = archive.inSight().find(query)) {
            return page.andOneMore(found).stream().map(this::map).toList();
        }
    }

    private DiagnosticReport map(Attributes instance) {
        StudyInstanceUid study = new StudyInstanceUid(instance.getString(Tag.StudyInstanceUID));
        return mapping.map(instance, archive.orders().forStudy(new StudyRecord(study, instance, Set.of(), Set.of())));
    }
}
