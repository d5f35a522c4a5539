package org.muniment.fhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Resource;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each request: who, what, of which studies and how much was given out. Of patients it tells no more than Study Instance UIDs:
 * neither the query nor logical ids of patients are repeated.
 */
@Interceptor
public final class AccessTrail {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final String GIVEN = AccessTrail.class.getName() + ".given";
    private static final int MAX_STUDIES = 20;

    private record Given(Set<String> studies, int resources) {}

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void note(ServletRequestDetails request, IBaseResource answer) {
        Set<String> studies = new TreeSet<>();
        int resources = 0;
        if (answer instanceof Bundle bundle) {
            for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
                note(entry.getResource(), studies);
                resources++;
            }
        } else if (answer instanceof Resource resource) {
            note(resource, studies);
            resources++;
        }
        request.getUserData().put(GIVEN, new Given(studies, resources));
    }

    private static void note(Resource resource, Set<String> studies) {
        if (resource instanceof ImagingStudy study)
            studies.add(study.getIdElement().getIdPart());
    }

    @Hook(Pointcut.SERVER_PROCESSING_COMPLETED)
    public void write(ServletRequestDetails request) {
        Given given = request.getUserData().get(GIVEN) instanceof Given noted ? noted : new Given(Set.of(), 0);
        String studies = given.studies().stream().limit(MAX_STUDIES).collect(Collectors.joining(","));
        AUDIT.info(
                "{}",
                new AuditLine()
                        .add(
                                "operation",
                                "FHIR-"
                                        + (request.getRestOperationType() == null
                                                ? "unknown"
                                                : request.getRestOperationType().getCode()))
                        .add("outcome", request.getServletResponse().getStatus())
                        .add("user", request.getServletRequest().getRemoteUser())
                        .add("host", request.getServletRequest().getRemoteAddr())
                        .add("resource", request.getResourceName())
                        .add("resources", given.resources())
                        .add("study", studies.isEmpty() ? null : studies));
    }
}
