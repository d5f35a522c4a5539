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
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.find.FindService;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.r4.EndpointMapping;
import org.muniment.fhir.r4.ImagingStudyMapping;

/** ImagingStudy: what the archive holds of each study at this moment. */
public final class ImagingStudyProvider implements IResourceProvider {

    private final StudySearch search;
    private final StudyStates states;
    private final StudyParameters parameters;
    private final ImagingStudyMapping mapping;
    private final MappingContext context;

    /** @param heldBack finds what was rejected */
    public ImagingStudyProvider(FindService inSight, FindService heldBack, StudyStates states, MappingContext context) {
        this.search = new StudySearch(inSight, heldBack);
        this.states = states;
        this.parameters = new StudyParameters(context);
        this.mapping = new ImagingStudyMapping(context);
        this.context = context;
    }

    @Override
    public Class<ImagingStudy> getResourceType() {
        return ImagingStudy.class;
    }

    @Read
    public ImagingStudy read(@IdParam IdType id) {
        return StudyParameters.uid(id.getIdPart())
                .flatMap(uid -> mapping.map(states.of(uid)))
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "There is no such study"));
    }

    @Search
    public Bundle search(
            @OptionalParam(name = "_id") TokenOrListParam id,
            @OptionalParam(name = ImagingStudy.SP_IDENTIFIER) TokenOrListParam identifier,
            @OptionalParam(name = ImagingStudy.SP_MODALITY) TokenOrListParam modality,
            @OptionalParam(name = ImagingStudy.SP_STARTED) DateRangeParam started,
            @OptionalParam(name = ImagingStudy.SP_STATUS) TokenOrListParam status,
            @IncludeParam(allow = {"ImagingStudy:endpoint"}) Set<Include> includes,
            @Offset Integer offset,
            @Count Integer count,
            RequestDetails request) {
        StudyCriteria criteria = new StudyCriteria();
        parameters.id(criteria, id);
        parameters.identifier(criteria, identifier);
        parameters.modality(criteria, modality);
        parameters.started(criteria, started);
        Page page = Page.of(offset, count);
        try (StudySearch.Matches found = search.find(criteria, StudyParameters.sides(status))) {
            List<StudyInstanceUid> uids = page.andOneMore(found);
            List<ImagingStudy> studies = page.cut(uids).stream()
                    .flatMap(uid -> mapping.map(states.of(uid)).stream())
                    .toList();
            List<Endpoint> included =
                    includes.isEmpty() || studies.isEmpty() ? List.of() : List.of(EndpointMapping.map(context));
            return page.bundle(request, studies, included, page.isFollowed(uids));
        }
    }
}
