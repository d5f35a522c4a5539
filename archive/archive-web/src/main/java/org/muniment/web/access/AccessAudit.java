package org.muniment.web.access;

import jakarta.servlet.http.HttpServletRequest;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes who came in over HTTP, who did not, and what was denied to whom; one line for each, as for DIMSE. */
public final class AccessAudit {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.LOGGER);

    /** Not at each request of a client that sends its password with each, but when the password was checked. */
    void signedIn(String name, String address) {
        write("login", "success", name, address, null, null);
    }

    void refusedPassword(String name, String address, String reason) {
        write("login", "refused", name, address, null, reason);
    }

    void refusedToken(HttpServletRequest request, String reason) {
        write("token", "refused", null, request.getRemoteAddr(), request, reason);
    }

    void signedOut(HttpServletRequest request, String name) {
        write("logout", "success", name, request.getRemoteAddr(), null, null);
    }

    /** @param name null where nobody is signed in */
    void denied(HttpServletRequest request, String name, String reason) {
        write(request.getMethod(), "denied", name, request.getRemoteAddr(), request, reason);
    }

    /** @param change what an administrator, or the user, did to a user */
    public void userChanged(HttpServletRequest request, String change, String changedUser) {
        log.info(
                "{}",
                new AuditLine()
                        .add("operation", change)
                        .add("outcome", "success")
                        .add("user", Caller.current().map(Caller::name).orElse(null))
                        .add("host", request.getRemoteAddr())
                        .add("changed", changedUser));
    }

    /** The path without the query, which may name patients. */
    private static void write(
            String operation, String outcome, String user, String address, HttpServletRequest request, String reason) {
        log.info(
                "{}",
                new AuditLine()
                        .add("operation", operation)
                        .add("outcome", outcome)
                        .add("user", user)
                        .add("host", address)
                        .add("path", request == null ? null : request.getRequestURI())
                        .add("reason", reason));
    }
}
