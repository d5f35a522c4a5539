package org.muniment.routes.routing;

import java.net.http.HttpClient;
import java.time.Duration;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.routes.source.SourceRegistry;

/** Makes senders, with the address a destination has now. */
final class Senders {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOW_PATIENCE = Duration.ofMinutes(10);

    private final SourceRegistry sources;
    private final RetrieveService retrieve;
    private final String callingAet;
    private final RoutingRoute route;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    Senders(SourceRegistry sources, RetrieveService retrieve, String callingAet, RoutingRoute route) {
        this.sources = sources;
        this.retrieve = retrieve;
        this.callingAet = callingAet;
        this.route = route;
    }

    Sender to(Routing.Target target) throws TargetUnavailableException {
        if (target instanceof Routing.ToStow stow) return new StowSender(stow, retrieve, http, STOW_PATIENCE);
        String aeTitle = ((Routing.ToAe) target).aeTitle();
        return sources.destination(aeTitle)
                .map(source -> new DicomSender(source, callingAet, retrieve, route))
                .orElseThrow(() -> new TargetUnavailableException("no source that may receive is called " + aeTitle));
    }

    /** Whether that is whom the instance came from: two archives that route to each other must not play ping-pong. */
    boolean isOrigin(Routing.Target target, String source) {
        return target instanceof Routing.ToAe ae
                && sources.destination(ae.aeTitle())
                        .filter(destination -> destination.aeTitles().contains(source))
                        .isPresent();
    }
}
