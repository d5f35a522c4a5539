package org.muniment.web.access.login;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/**
 * Sends a browser to another page of this server. By path alone: behind a reverse proxy the server does not know its own
 * name.
 */
public final class Redirect {

    private Redirect() {}

    public static void to(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
