package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in over HTTP.
 *
 * @param users file of the local users; a relative one lies under the home
 * @param sessionTimeout how long a browser may do nothing before it has to sign in again
 * @param failuresForUser wrong passwords for one user from one address, after which attempts are refused
 * @param failuresForAddress the same for any users from one address
 * @param pause for how long they are refused
 */
public record AccessSettings(
        @NotNull @DefaultValue("users") Path users,
        @NotNull @DurationMin(minutes = 1) @DefaultValue("1h") Duration sessionTimeout,
        @Min(1) @DefaultValue("5") int failuresForUser,
        @Min(1) @DefaultValue("50") int failuresForAddress,
        @NotNull @DurationMin(seconds = 1) @DefaultValue("1m") Duration pause,
        @Valid @DefaultValue Oidc oidc) {

    /**
     * Access tokens of an identity provider. Without issuer and key address none are taken.
     *
     * @param issuer what tokens must say they come from; tells where the keys are, too
     * @param jwkSetUri where the keys are, for providers that don't say
     * @param audience what tokens must be meant for
     * @param rolesClaim dots lead into nested objects
     */
    public record Oidc(
            @NotNull @DefaultValue("") String issuer,
            @NotNull @DefaultValue("") String jwkSetUri,
            @NotNull @DefaultValue("") String audience,
            @NotBlank @DefaultValue("roles") String rolesClaim,
            @NotNull @DefaultValue("") String rolePrefix,
            @NotBlank @DefaultValue("sub") String nameClaim) {

        @AssertTrue(message = "audience is needed where issuer or jwk-set-uri is set")
        boolean isAudienceThere() {
            return !isOn() || !audience.isBlank();
        }

        public boolean isOn() {
            return !issuer.isEmpty() || !jwkSetUri.isEmpty();
        }
    }
}
