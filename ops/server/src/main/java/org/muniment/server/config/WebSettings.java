package org.muniment.server.config;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * DICOMweb.
 *
 * @param spoolLimit most bytes that one request may take on disk where it brings bulk data beside its metadata
 */
public record WebSettings(@NotNull @DefaultValue("4GB") DataSize spoolLimit) {}
