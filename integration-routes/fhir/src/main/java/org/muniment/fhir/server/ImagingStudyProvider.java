package org.muniment.fhir.server;

import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.IncludeParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.feed.StudyState;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.r4.ImagingStudyMapping;

/** ImagingStudy: what the archive holds of each study at this moment. */
public final class ImagingStudyProvider implements IResourceProvider {

    private final FhirArchive archive;
    private final MappingContext context;
    private final StudySearch search;
    private final StudyParameters parameters;
    private final ChangedStudies changed;
    private final ImagingStudyMapping mapping;
    private final Includes includes;

    public ImagingStudyProvider(FhirArchive archive, MappingContext context) {
        this.archive = archive;
        this.context = context;
        this.search = new StudySearch(archive.inSight(), archive.heldBack());
        this.parameters = new StudyParameters(archive, context);
        this.changed = new ChangedStudies(archive.feed());
        this.mapping = new ImagingStudyMapping(context);
        this.includes = new Includes(archive, context);
    }

    @Override
    public Class<ImagingStudy> getResourceType() {
        return ImagingStudy.class;
    }

    @Read
    public ImagingStudy read(@IdParam IdType id) {
        return StudyParameters.uid(id.getIdPart())
                .flatMap(uid -> mapping.map(archive.states().of(uid)))
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "There is no such study"));
    }

    @Search
    public Bundle search(
            @OptionalParam(name = "_id") TokenOrListParam id,
            @OptionalParam(name = ImagingStudy.SP_IDENTIFIER) TokenOrListParam identifier,
            @OptionalParam(
                            name = ImagingStudy.SP_PATIENT,
                            chainWhitelist = {"", "identifier"})
                    ReferenceParam patient,
            @OptionalParam(name = ImagingStudy.SP_BASEDON) ReferenceParam basedOn,
            @OptionalParam(name = ImagingStudy.SP_MODALITY) TokenOrListParam modality,
            @OptionalParam(name = ImagingStudy.SP_STARTED) DateRangeParam started,
            @OptionalParam(name = ImagingStudy.SP_STATUS) TokenOrListParam status,
            @OptionalParam(name = "_lastUpdated") DateRangeParam lastUpdated,
            @IncludeParam(
                            allow = {
                                "ImagingStudy:patient",
                                "ImagingStudy:subject",
                                "ImagingStudy:basedon",
                                "ImagingStudy:endpoint"
                            })
                    Set<Include> included,
            @Offset Integer offset,
            @Count Integer count,
            RequestDetails request) {
        StudyCriteria criteria = new StudyCriteria();
        parameters.id(criteria, id);
        parameters.identifier(criteria, identifier);
        parameters.patient(criteria, patient);
        parameters.basedOn(criteria, basedOn);
        parameters.modality(criteria, modality);
        parameters.started(criteria, started);
        Map<StudyInstanceUid, Instant> changes =
                lastUpdated == null ? Map.of() : changed.in(TimeSpan.of(lastUpdated, context.zone()));
        Page page = Page.of(offset, count);
        try (StudySearch.Matches found = lastUpdated == null
                ? search.find(criteria, StudyParameters.sides(status))
                : search.findAmong(changes.keySet(), criteria, StudyParameters.sides(status))) {
            List<StudyInstanceUid> uids = page.andOneMore(found);
            List<StudyState> states =
                    page.cut(uids).stream().map(archive.states()::of).toList();
            List<ImagingStudy> studies = states.stream()
                    .flatMap(state -> mapping.map(state).stream())
                    .peek(study -> date(study, changes))
                    .toList();
            return page.bundle(request, studies, includes.of(states, included), page.isFollowed(uids));
        }
    }

    private static void date(ImagingStudy study, Map<StudyInstanceUid, Instant> changes) {
        Instant at = changes.get(new StudyInstanceUid(study.getIdPart()));
        if (at != null) study.getMeta().setLastUpdated(Date.from(at));
    }
}
