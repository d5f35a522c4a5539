package org.muniment.lifecycle.records.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * One version of a policy, as the API tells it.
 *
 * @param mandate of a retention policy; so {@code citation}
 * @param sha256 of its file
 * @param history who put it in force and out of it, the first one first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyState(
        String kind,
        String name,
        int version,
        boolean inForce,
        String mandate,
        String citation,
        String sha256,
        List<Change> history) {

    public record Change(boolean inForce, String by, Instant at) {}
}
