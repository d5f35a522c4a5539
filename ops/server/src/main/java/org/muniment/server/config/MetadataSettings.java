package org.muniment.server.config;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The metadata of series, kept ready for web clients.
 *
 * @param quiet how long nothing must have been stored before the metadata of what was stored is made ready
 */
public record MetadataSettings(@NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration quiet) {}
