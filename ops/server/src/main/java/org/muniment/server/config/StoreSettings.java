package org.muniment.server.config;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where objects are kept.
 *
 * @param path directory of the file store; a relative one lies under the home
 * @param minFree below this much free space the server reports itself not ready
 */
public record StoreSettings(
        @NotNull @DefaultValue("objects") Path path, @NotNull @DefaultValue("1GB") DataSize minFree) {}
