package org.muniment.web.access;

import static org.muniment.web.access.Audience.ADMINISTRATORS;
import static org.muniment.web.access.Audience.ANYONE;
import static org.muniment.web.access.Audience.APPROVERS;
import static org.muniment.web.access.Audience.RECORDS_OFFICERS;
import static org.muniment.web.access.Audience.RECORDS_READERS;
import static org.muniment.web.access.Audience.RECORDS_STAFF;
import static org.muniment.web.access.Audience.SIGNED_IN;
import static org.muniment.web.access.Audience.UPLOADERS;
import static org.muniment.web.access.Audience.VIEWERS;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Everything the server answers over HTTP, and for whom: the first row that fits decides. What no row names is for
 * nobody, so that a new endpoint is closed until somebody thought about it.
 */
public final class RouteTable {

    private static final Set<String> READ = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> POST = Set.of("POST");
    private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> ANY = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    /** @param pattern as in Spring's {@code PathPattern} */
    public record Route(Set<String> methods, String pattern, Audience audience, RequestMatcher path) {

        static Route of(Set<String> methods, String pattern, Audience audience) {
            return new Route(
                    methods,
                    pattern,
                    audience,
                    PathPatternRequestMatcher.withDefaults().matcher(pattern));
        }

        /** Whatever this servlet answers. */
        static Route ofServlet(String path, Audience audience) {
            return new Route(ANY, path + "/**", audience, request -> path.equals(request.getServletPath()));
        }

        boolean matches(HttpServletRequest request) {
            return methods.contains(request.getMethod()) && path.matches(request);
        }
    }

    public static final List<Route> ROUTES = List.of(
            // a servlet of its own, within which its paths look like those of the archive: so it comes first
            Route.ofServlet("/rejected", ADMINISTRATORS),
            Route.of(READ, "/login", ANYONE),
            Route.of(POST, "/login", ANYONE),
            Route.of(READ, "/login/page.css", ANYONE),
            Route.of(READ, "/actuator/health/liveness", ANYONE),
            Route.of(READ, "/actuator/health/readiness", ANYONE),
            Route.of(READ, "/actuator/**", ADMINISTRATORS),
            Route.of(READ, "/", SIGNED_IN),
            Route.of(READ, "/account", SIGNED_IN),
            Route.of(POST, "/account/password", SIGNED_IN),
            Route.of(POST, "/logout", SIGNED_IN),
            Route.of(READ, "/viewer/**", VIEWERS),
            Route.of(READ, "/api/openapi", SIGNED_IN),
            Route.of(POST, "/api/lifecycle/dispositions/{id}/approve", APPROVERS),
            Route.of(POST, "/api/lifecycle/dispositions/{id}/refuse", RECORDS_STAFF),
            Route.of(CHANGES, "/api/lifecycle/dispositions/**", RECORDS_OFFICERS),
            Route.of(CHANGES, "/api/lifecycle/policies/**", RECORDS_OFFICERS),
            Route.of(CHANGES, "/api/lifecycle/holds/**", RECORDS_OFFICERS),
            Route.of(POST, "/api/lifecycle/studies/{study}/restore", RECORDS_OFFICERS),
            Route.of(POST, "/api/lifecycle/certificates/verification", RECORDS_READERS),
            Route.of(READ, "/api/lifecycle/**", RECORDS_READERS),
            Route.of(READ, "/api/studies/{study}/recall", VIEWERS),
            Route.of(POST, "/api/studies/{study}/recall", VIEWERS),
            Route.of(ANY, "/api/**", ADMINISTRATORS),
            // they decide where news of patients is sent
            Route.of(ANY, "/fhir/Subscription/**", ADMINISTRATORS),
            Route.of(READ, "/fhir/**", VIEWERS),
            Route.of(POST, "/fhir/{type}/_search", VIEWERS),
            Route.of(ANY, "/fhir/**", ADMINISTRATORS),
            Route.of(READ, "/dicom-web/**", VIEWERS),
            Route.of(POST, "/dicom-web/studies", UPLOADERS),
            Route.of(POST, "/dicom-web/studies/{study}", UPLOADERS),
            Route.of(ANY, "/dicom-web/**", ADMINISTRATORS));

    private RouteTable() {}

    /** @param caller null, or anonymous, where nobody is signed in */
    static boolean admits(HttpServletRequest request, Authentication caller) {
        Audience audience = of(request).map(Route::audience).orElse(null);
        if (audience == null) return false;
        if (audience == Audience.ANYONE) return true;
        return Caller.of(caller).filter(c -> audience.admits(c.roles())).isPresent();
    }

    static Optional<Route> of(HttpServletRequest request) {
        return ROUTES.stream().filter(route -> route.matches(request)).findFirst();
    }
}
