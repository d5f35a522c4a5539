package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The FHIR server, and the FHIR servers that are told of studies.
 *
 * @param publicUrl where clients reach this server, without a path; empty where that is the address it listens on
 * @param timeZone in which times of data sets are meant that do not say theirs; empty for that of the machine
 * @param identifierSystems {@code ISSUER=URI} for issuers of identifiers whose URI is known
 * @param servers each is told of every change of a study
 * @param subscriptions what others may ask for over FHIR
 */
public record FhirSettings(
        @NotNull
                @Pattern(regexp = "(https?://[^/]+)?", message = "must be like https://archive.example.org")
                @DefaultValue("")
                String publicUrl,
        @NotNull @DefaultValue("") String timeZone,
        @NotNull @DefaultValue
                List<@Pattern(regexp = "[^=]+=\\S+", message = "must be ISSUER=URI") String> identifierSystems,
        @NotNull @DefaultValue List<@Valid Server> servers,
        @NotNull @Valid @DefaultValue Subscriptions subscriptions) {

    /**
     * FHIR Subscriptions.
     *
     * @param allowedTargets the beginnings of addresses to which notifications may be sent; none, and no subscription is taken
     * @param timeout for one notification
     */
    public record Subscriptions(
            @NotNull @DefaultValue
                    List<
                                    @Pattern(
                                            regexp = "https?://[A-Za-z0-9.\\-\\[\\]:]+(/[^?#%\\s]*)?",
                                            message = "must be like https://ehr.example.org/hooks")
                                    String>
                            allowedTargets,
            @NotNull @DurationMin(seconds = 1) @DefaultValue("10s") Duration timeout) {}

    public enum Version {
        R4,
        R5
    }

    /**
     * A FHIR server outside.
     *
     * @param name the name of the subscriber; a new name begins with what changes from then on
     * @param url its base
     * @param authorization what is sent as header Authorization; empty for none
     * @param authorizationFile a file that says it, read for each request; before {@code authorization}
     * @param timeout for one request
     */
    public record Server(
            @NotNull @Pattern(regexp = "[a-z0-9-]{1,40}") String name,
            @NotNull @Pattern(regexp = "https?://.+") String url,
            @NotNull @DefaultValue("R4") Version version,
            @NotNull @DefaultValue("") String authorization,
            @NotNull @DefaultValue("") String authorizationFile,
            @NotNull @DurationMin(seconds = 1) @DefaultValue("30s") Duration timeout) {

        @Override
        public String toString() {
            return "Server[" + name + ", " + url + "]";
        }
    }
}
