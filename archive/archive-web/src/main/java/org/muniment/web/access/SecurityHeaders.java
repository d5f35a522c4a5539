package org.muniment.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a page may do, by the part of the server it comes from. Nothing loads anything from another host.
 */
final class SecurityHeaders implements HeaderWriter {

    /** Forms and a style sheet. */
    private static final String PAGES =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'";

    /**
     * OHIF decodes with WebAssembly whose glue code is made by {@code new Function}, styles elements one by one, and
     * shows what it has fetched (PDF, video, thumbnails) by way of blobs.
     */
    private static final String VIEWER =
            "default-src 'self'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' blob:; "
                    + "worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
                    + "connect-src 'self' data: blob:; media-src 'self' blob:; object-src 'self' blob:; frame-src 'self' blob:; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    /** What was stored is shown, in the viewer's frames too, but never runs. */
    private static final String DATA =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        response.setHeader(
                "Content-Security-Policy", path.startsWith("/viewer") ? VIEWER : isPage(path) ? PAGES : DATA);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    }

    private static boolean isPage(String path) {
        return path.startsWith("/login") || path.startsWith("/account");
    }
}
