package org.muniment.server.config;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Taking instances in.
 *
 * @param duplicates what happens to an instance whose UID is stored already with other content, unless its source says
 *     otherwise
 */
public record IngestSettings(@NotNull @DefaultValue("keep") Duplicates duplicates) {

    public enum Duplicates {
        KEEP,
        REPLACE,
        REJECT
    }
}
