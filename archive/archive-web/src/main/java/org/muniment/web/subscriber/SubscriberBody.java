package org.muniment.web.subscriber;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.muniment.archive.feed.TroubledChange;
import org.muniment.core.feed.SubscriberService.Status;

/**
 * A subscriber as the API tells it.
 *
 * @param position in the feed; to be given to a replay
 * @param positionTime when what stands there was announced
 * @param configured false for one that was removed from the configuration
 * @param lagSeconds age of the oldest change it was not told of
 * @param waiting studies that are tried again
 * @param parked studies that wait for a person
 * @param problem why its target takes nothing at present, as far as this node knows; left out where it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriberBody(
        String name,
        boolean configured,
        boolean paused,
        String position,
        Instant positionTime,
        String node,
        long lagSeconds,
        int waiting,
        int parked,
        String problem) {

    static SubscriberBody of(Status status) {
        return new SubscriberBody(
                status.state().name(),
                status.configured(),
                status.state().paused(),
                status.state().position().toString(),
                status.state().position().time(),
                status.state().owner(),
                status.lag().toSeconds(),
                status.waiting(),
                status.parked(),
                status.problem().isEmpty() ? null : status.problem());
    }

    /**
     * A study that could not be delivered.
     *
     * @param nextAttempt left out once it is parked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Troubled(
            String study, String kind, String state, int attempts, String reason, Instant since, Instant nextAttempt) {

        static Troubled of(TroubledChange troubled) {
            return new Troubled(
                    troubled.change().study().value(),
                    troubled.change().kind().name().toLowerCase(Locale.ROOT),
                    troubled.isParked() ? "parked" : "waiting",
                    troubled.attempts(),
                    troubled.reason(),
                    troubled.since(),
                    troubled.nextAttempt().orElse(null));
        }
    }
}
