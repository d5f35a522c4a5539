package org.muniment.routes.routing;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.muniment.core.coerce.Condition;

/**
 * What one destination gets; one file in {@code config/routing}.
 *
 * @param name of the file without its ending; the subscriber's place in the feed and the record of what was sent are kept under it
 */
public record Routing(String name, Target target, List<Rule> rules, List<Prefetch> prefetches) {

    public Routing {
        if (!name.matches("[A-Za-z0-9._-]{1,60}"))
            throw new IllegalArgumentException("a file of routing is named with letters, digits, '.', '_' and '-'");
        rules = List.copyOf(rules);
        prefetches = List.copyOf(prefetches);
        if (rules.isEmpty() && prefetches.isEmpty())
            throw new IllegalArgumentException("there is neither a rule nor a prefetch");
    }

    /** Where it goes. */
    public sealed interface Target {}

    /** A source that may receive, at the address its file gives. */
    public record ToAe(String aeTitle) implements Target {}

    /**
     * A STOW-RS service.
     *
     * @param studies the address of its studies resource
     * @param authorization what to send as Authorization header
     */
    public record ToStow(URI studies, Optional<String> authorization) implements Target {
        /** Without the secret. */
        @Override
        public String toString() {
            return studies.toString();
        }
    }

    /** An instance goes there where the condition holds for what the index says of it, and it came in the window. */
    record Rule(String name, Condition when, ArrivalWindow arrived) {}

    /**
     * Earlier studies of a patient go there when an examination is ordered.
     *
     * @param when holds for the ordered step: Modality, Scheduled Station AE Title as caller
     * @param priors how many of the relevant ones, the latest first
     */
    record Prefetch(Condition when, int priors) {}
}
