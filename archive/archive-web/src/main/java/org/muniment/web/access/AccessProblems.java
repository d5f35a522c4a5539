package org.muniment.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muniment.web.access.AuthenticationRefusedException.Reason;
import org.muniment.web.access.login.Redirect;
import org.muniment.web.access.user.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * What those hear who don't get in: a person with a browser the login page, every program a problem (RFC 9457), or an OperationOutcome where it
 * speaks FHIR.
 */
final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String BASIC = "Basic realm=\"Muniment\", charset=\"UTF-8\"";
    private static final String BEARER = "Bearer realm=\"Muniment\"";

    private final JsonMapper json;
    private final AccessAudit audit;

    AccessProblems(JsonMapper json, AccessAudit audit) {
        this.json = json;
        this.audit = audit;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationRefusedException refused) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refused.retryAfterSeconds()));
            if (refused.reason() == Reason.UNAVAILABLE)
                write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "Identities can't be checked at the moment");
            else write(request, response, HttpStatus.TOO_MANY_REQUESTS, "Too many failed attempts; wait a while");
            return;
        }
        boolean presented = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (!presented && BrowserRequest.isNavigation(request)) {
            String target = request.getRequestURI()
                    + Optional.ofNullable(request.getQueryString())
                            .map(q -> "?" + q)
                            .orElse("");
            Redirect.to(response, "/login?to=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
            return;
        }
        // Browsers answer a Basic challenge with a window of their own, over the viewer.
        if (!BrowserRequest.is(request)) response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BASIC);
        boolean token =
                presented && request.getHeader(HttpHeaders.AUTHORIZATION).regionMatches(true, 0, "Bearer ", 0, 7);
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, token ? BEARER + ", error=\"invalid_token\"" : BEARER);
        if (!presented) audit.denied(request, null, "no identity");
        write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                presented ? "These credentials are not valid" : "This needs an identity: sign in, or send credentials");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        Optional<RouteTable.Route> route = RouteTable.of(request);
        if (route.isEmpty()) {
            write(
                    request,
                    response,
                    HttpStatus.NOT_FOUND,
                    "Nothing is at this path, or nothing that takes " + request.getMethod());
            return;
        }
        String roles = route.get().audience().needed().stream().map(Role::label).collect(Collectors.joining(" or "));
        String reason = roles.isEmpty() ? "This is not allowed" : "This needs the role " + roles;
        denied(request, response, reason);
    }

    /** Refuses with 403, whoever asks. */
    void denied(HttpServletRequest request, HttpServletResponse response, String reason) throws IOException {
        audit.denied(request, Caller.current().map(Caller::name).orElse(null), reason);
        write(request, response, HttpStatus.FORBIDDEN, reason);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        boolean fhir = request.getRequestURI().startsWith("/fhir/");
        response.setStatus(status.value());
        response.setContentType(fhir ? "application/fhir+json" : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        Object body = fhir ? outcome(status, detail) : ProblemDetail.forStatusAndDetail(status, detail);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    /** A FHIR OperationOutcome, as clients of FHIR read no problems. Its codes are of the value set issue-type. */
    private static Map<String, Object> outcome(HttpStatus status, String detail) {
        String code =
                switch (status) {
                    case UNAUTHORIZED -> "login";
                    case NOT_FOUND -> "not-found";
                    case TOO_MANY_REQUESTS -> "throttled";
                    case SERVICE_UNAVAILABLE -> "transient";
                    default -> "forbidden";
                };
        Map<String, String> issue = Map.of("severity", "error", "code", code, "diagnostics", detail);
        return Map.of("resourceType", "OperationOutcome", "issue", List.of(issue));
    }
}
