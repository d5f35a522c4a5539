package org.muniment.server.config;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Answering queries.
 *
 * @param maxCandidates rows of the index one query may look at before it is refused as too broad
 * @param maxResults matches one answer of QIDO-RS holds at most, unless the search is within one study
 */
public record QuerySettings(
        @Min(1) @DefaultValue("50000") int maxCandidates, @Min(1) @DefaultValue("1000") int maxResults) {}
