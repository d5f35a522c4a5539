package org.muniment.server.config;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The viewer.
 *
 * @param path directory of OHIF as ops/viewer prepares it
 */
public record ViewerSettings(@NotNull @DefaultValue("ops/viewer/target/viewer") Path path) {}
