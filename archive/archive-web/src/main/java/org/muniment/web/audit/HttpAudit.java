package org.muniment.web.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.muniment.core.audit.AuditLine;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.problem.BadParameterException;
import org.muniment.web.rejection.RejectionWeb;
import org.muniment.web.resource.ResourceUris;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes one line for each request to DICOMweb, as the DIMSE services do for each operation: who, what kind of resource, of which studies, and how
 * much was given out. Of patients it tells no more than Study Instance UIDs: the query, which may name them, is not repeated. Stands behind what
 * checks identities, which writes down itself whom it turned away.
 */
final class HttpAudit extends OncePerRequestFilter {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final int MAX_STUDIES = 20;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith(ResourceUris.BASE_PATH) && !path.startsWith(RejectionWeb.REJECTED);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        CountingResponse counting = new CountingResponse(response);
        boolean finished = false;
        try {
            chain.doFilter(request, counting);
            finished = true;
        } finally {
            AUDIT.info("{}", line(request, counting, finished));
        }
    }

    private static AuditLine line(HttpServletRequest request, CountingResponse response, boolean finished) {
        return new AuditLine()
                .add("operation", request.getMethod())
                .add("outcome", finished ? response.getStatus() : "broken off")
                .add("user", request.getRemoteUser())
                .add("host", request.getRemoteAddr())
                .add("view", request.getRequestURI().startsWith(RejectionWeb.REJECTED) ? "rejected" : null)
                .add("resource", request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .add("study", studies(request))
                .add("bytes", response.written());
    }

    private static String studies(HttpServletRequest request) {
        Set<String> uids = new TreeSet<>();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
                && path.get("study") instanceof String study) uids.add(study);
        uids.addAll(AuditedStudies.of(request));
        uids.addAll(inQuery(request.getQueryString()));
        String listed = uids.stream()
                .filter(uid -> uid.matches("[0-9.]{1,64}"))
                .limit(MAX_STUDIES)
                .collect(Collectors.joining(","));
        return listed.isEmpty() ? null : listed;
    }

    private static Collection<String> inQuery(String query) {
        try {
            QueryParameters parameters = QueryParameters.parse(query);
            return Arrays.asList("StudyInstanceUID", "0020000D", "studyUID").stream()
                    .flatMap(name -> parameters.list(name).stream())
                    .toList();
        } catch (BadParameterException e) {
            return Set.of(); // refused, whatever it was about
        }
    }
}
