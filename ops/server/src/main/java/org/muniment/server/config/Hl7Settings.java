package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The HL7 v2 listener and what a peer may cost.
 *
 * @param enabled whether messages are taken at all; studies are told of to targets either way
 * @param bind address of the interface to listen on
 * @param maxMessageSize larger messages are rejected
 * @param maxConnections at once, over all peers
 * @param readTimeout for the next bytes of a message that has begun
 * @param idleTimeout between messages
 * @param targets who is told of studies
 */
public record Hl7Settings(
        @DefaultValue("true") boolean enabled,
        @NotBlank @DefaultValue("127.0.0.1") String bind,
        @NotNull @DefaultValue("4MB") DataSize maxMessageSize,
        @Min(1) @Max(1000) @DefaultValue("16") int maxConnections,
        @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration readTimeout,
        @NotNull @DurationMin(millis = 1) @DefaultValue("10m") Duration idleTimeout,
        @DefaultValue List<@Valid Target> targets) {

    /**
     * @param name lasts: the place in the feed is kept under it
     * @param application MSH-5
     * @param facility MSH-6
     * @param template one that comes with the archive, or a file
     * @param timeout for the connection, and for the acknowledgement
     */
    public record Target(
            @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,80}") String name,
            @NotBlank String host,
            @Min(1) @Max(65535) int port,
            @NotNull @DefaultValue("") String application,
            @NotNull @DefaultValue("") String facility,
            @NotBlank @DefaultValue("ORU_R01") String template,
            @NotNull @DurationMin(millis = 100) @DefaultValue("10s") Duration timeout) {}

    @AssertTrue(message = "max-message-size must be 64KB to 64MB")
    public boolean isMessageSizeWithinLimits() {
        return maxMessageSize.compareTo(DataSize.ofKilobytes(64)) >= 0
                && maxMessageSize.compareTo(DataSize.ofMegabytes(64)) <= 0;
    }
}
