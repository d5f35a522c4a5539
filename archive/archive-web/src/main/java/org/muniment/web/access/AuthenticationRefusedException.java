package org.muniment.web.access;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** The credentials were not looked at; the client may come again. */
final class AuthenticationRefusedException extends AuthenticationException {

    /** Why. */
    enum Reason {
        TOO_MANY_FAILURES,
        UNAVAILABLE
    }

    private final Reason reason;
    private final Duration retryAfter;

    AuthenticationRefusedException(Reason reason, Duration retryAfter, Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    Reason reason() {
        return reason;
    }

    long retryAfterSeconds() {
        return Math.max(1, retryAfter.toSeconds());
    }
}
