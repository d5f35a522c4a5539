package org.muniment.server.config;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bringing objects and rows back into agreement after crashes.
 *
 * @param firstAfter when the first run begins, counted from the start of the server
 * @param every from the end of a run to the beginning of the next
 * @param grace how old an object without a row must be to count as an orphan
 * @param quarantine how long an orphan is kept before it is removed for good
 * @param digests whether each object is read and its digest compared
 */
public record ReconcileSettings(
        @NotNull @DurationMin(millis = 1) @DefaultValue("10m") Duration firstAfter,
        @NotNull @DurationMin(millis = 1) @DefaultValue("1d") Duration every,
        @NotNull @DurationMin(millis = 1) @DefaultValue("1h") Duration grace,
        @NotNull @DurationMin(millis = 1) @DefaultValue("30d") Duration quarantine,
        @DefaultValue("false") boolean digests) {}
