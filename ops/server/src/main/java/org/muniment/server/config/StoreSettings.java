package org.muniment.server.config;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where objects are kept.
 *
 * @param path directory of the file store; a relative one lies under the home
 * @param shared whether other servers use the same directory, and those of the tiers of files
 * @param reserve free space that is not used for objects, so that the index beside them can go on
 */
public record StoreSettings(
        @NotNull @DefaultValue("objects") Path path,
        @DefaultValue("false") boolean shared,
        @NotNull @DefaultValue("256MB") DataSize reserve) {}
