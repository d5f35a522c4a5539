package org.muniment.server.config;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Results of storage commitment and how long they are offered to who asked.
 *
 * @param reportAfter from the request to the first attempt
 * @param retryFirst from a failed attempt to the next; doubled from attempt to attempt
 * @param retryMost up to this
 * @param giveUpAfter from the request
 * @param mostPending requests of one peer whose results are not delivered; further ones are refused
 */
public record CommitmentSettings(
        @NotNull @DurationMin(millis = 0) @DefaultValue("1s") Duration reportAfter,
        @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration retryFirst,
        @NotNull @DurationMin(millis = 1) @DefaultValue("10m") Duration retryMost,
        @NotNull @DurationMin(millis = 1) @DefaultValue("3d") Duration giveUpAfter,
        @Min(1) @DefaultValue("1000") int mostPending) {}
