package org.muniment.web.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muniment.web.access.AuthenticationRefusedException.Reason;
import org.muniment.web.access.user.LocalUser;
import org.muniment.web.access.user.LocalUsers;
import org.muniment.web.access.user.Passwords;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Name and password of a local user, from the login page or by HTTP Basic. */
final class PasswordAuthentication implements AuthenticationProvider {

    private static final int MAX_NAME = 64;
    /** So that a crowd of wrong passwords leaves processors for the archive. */
    private static final int CHECKS_AT_ONCE = 2;

    private static final Duration BUSY = Duration.ofSeconds(5);

    private final LocalUsers users;
    private final Passwords passwords;
    private final FailedAttempts attempts;
    private final VerifiedCredentials verified;
    private final AccessAudit audit;
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE, true);

    PasswordAuthentication(
            LocalUsers users,
            Passwords passwords,
            FailedAttempts attempts,
            VerifiedCredentials verified,
            AccessAudit audit) {
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.verified = verified;
        this.audit = audit;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String name =
                request.getName().length() > MAX_NAME ? request.getName().substring(0, MAX_NAME) : request.getName();
        String password =
                request.getCredentials() == null ? "" : request.getCredentials().toString();
        Optional<LocalUser> user = users.find(name);
        if (user.isPresent() && verified.contains(user.get(), password)) return new LocalUserAuthentication(user.get());
        return authenticate(name, password, user, addressOf(request));
    }

    private Authentication authenticate(String name, String password, Optional<LocalUser> user, String address) {
        Optional<Duration> pause = attempts.pause(name, address);
        if (pause.isPresent()) throw refused(name, address, Reason.TOO_MANY_FAILURES, pause.get());
        if (!matches(name, password, user, address)) {
            attempts.failed(name, address);
            audit.refusedPassword(name, address, "wrong name or password");
            throw new BadCredentialsException("wrong name or password");
        }
        attempts.succeeded(name, address);
        verified.add(user.orElseThrow(), password);
        audit.signedIn(name, address);
        return new LocalUserAuthentication(user.get());
    }

    private boolean matches(String name, String password, Optional<LocalUser> user, String address) {
        try {
            if (!checks.tryAcquire(BUSY.toMillis(), TimeUnit.MILLISECONDS))
                throw refused(name, address, Reason.UNAVAILABLE, BUSY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(name, address, Reason.UNAVAILABLE, BUSY);
        }
        try {
            return passwords.matches(password, user);
        } finally {
            checks.release();
        }
    }

    private AuthenticationRefusedException refused(String name, String address, Reason reason, Duration retryAfter) {
        audit.refusedPassword(name, address, reason == Reason.UNAVAILABLE ? "busy" : "too many failures");
        return new AuthenticationRefusedException(reason, retryAfter, null);
    }

    private static String addressOf(Authentication request) {
        return request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }
}
