package org.muniment.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server as a whole.
 *
 * @param home where everything is kept that no other key places elsewhere
 * @param aet the archive's AE title (PS3.8 7.1.1.3)
 * @param httpPort DICOMweb, viewer, API, health and metrics
 * @param hl7Port HL7 v2 messages
 * @param stopTimeout how long running associations may take to finish when the server stops
 */
public record ServerSettings(
        @NotNull @DefaultValue("data") Path home,
        @NotNull
                @Pattern(
                        regexp = "[ -~&&[^\\\\]]{1,16}",
                        message = "must be 1 to 16 printable ASCII characters without backslash")
                @DefaultValue("MUNIMENT")
                String aet,
        @Min(0) @Max(65535) @DefaultValue("8080") int httpPort,
        @Min(0) @Max(65535) @DefaultValue("2575") int hl7Port,
        @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration stopTimeout) {

    public ServerSettings {
        home = home.toAbsolutePath().normalize();
    }
}
