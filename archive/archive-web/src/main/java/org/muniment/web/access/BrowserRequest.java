package org.muniment.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** What a request tells about the browser that sends it. */
final class BrowserRequest {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private BrowserRequest() {}

    /** All browsers have called themselves Mozilla since Mozilla; those that send fetch metadata are browsers anyway. */
    static boolean is(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return request.getHeader("Sec-Fetch-Mode") != null || agent != null && agent.startsWith("Mozilla/");
    }

    /** Whether a person follows a link, in place of a script that fetches something. */
    static boolean isNavigation(HttpServletRequest request) {
        if (!is(request) || !request.getMethod().equals("GET")) return false;
        String mode = request.getHeader("Sec-Fetch-Mode");
        if (mode != null) return mode.equals("navigate");
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    /**
     * Whether a request that changes something could have been made by a page of somebody else: browsers add session
     * and remembered credentials to those too. They say where a request comes from (Fetch Metadata; {@code Origin}
     * where they don't trust the connection); what says nothing and brings credentials of its own is no browser.
     */
    static boolean mayBeForged(HttpServletRequest request) {
        if (SAFE_METHODS.contains(request.getMethod())) return false;
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) return !site.equals("same-origin");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) return !isOurs(origin, request.getHeader(HttpHeaders.HOST));
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    private static boolean isOurs(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
