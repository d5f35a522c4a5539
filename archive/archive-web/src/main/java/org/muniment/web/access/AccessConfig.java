package org.muniment.web.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who gets in.
 *
 * @param users file of the local users; made at the first start
 * @param adminPassword of the user {@code admin} made then; empty makes one at random and prints it
 * @param tokens by whom tokens may be issued; empty where none are taken
 */
public record AccessConfig(Path users, Optional<String> adminPassword, Throttle throttle, Optional<Tokens> tokens) {

    /**
     * When guessing passwords is slowed down.
     *
     * @param failuresForUser failures for one user from one address
     * @param failuresForAddress failures for any users from one address
     * @param pause for how long then all attempts are refused
     */
    public record Throttle(int failuresForUser, int failuresForAddress, Duration pause) {}

    /**
     * Access tokens that are JWTs (RFC 9068).
     *
     * @param issuer compared with {@code iss}, and where {@code jwkSetUri} is empty also asked where its keys are; may be empty
     * @param jwkSetUri where the keys are; may be empty
     * @param audience what {@code aud} must contain
     * @param rolesClaim the claim that lists roles; dots lead into nested objects
     * @param rolePrefix what stands before the name of a role there
     * @param nameClaim the claim that names the user in the audit trail
     */
    public record Tokens(
            String issuer, String jwkSetUri, String audience, String rolesClaim, String rolePrefix, String nameClaim) {}
}
