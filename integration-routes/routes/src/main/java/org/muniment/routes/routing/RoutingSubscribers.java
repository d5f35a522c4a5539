package org.muniment.routes.routing;

import java.time.ZoneId;
import java.util.List;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.routing.SentInstances;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.SubscriberGroup;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.routes.source.SourceRegistry;

/** Makes the subscribers of all destinations there are. */
public final class RoutingSubscribers implements SubscriberGroup {

    private final RoutingTable table;
    private final Senders senders;
    private final StudyStates states;
    private final RetrieveService retrieve;
    private final SentInstances sent;
    private final Priors priors;
    private final ZoneId zone;

    /**
     * @param callingAet as whom the archive calls
     * @param zone in which windows of arrival are meant
     */
    public RoutingSubscribers(
            RoutingTable table,
            SourceRegistry sources,
            RetrieveService retrieve,
            StudyStates states,
            StudyIndex studies,
            SentInstances sent,
            OrderService orders,
            PatientDirectory patients,
            RoutingRoute route,
            String callingAet,
            ZoneId zone) {
        this.table = table;
        this.senders = new Senders(sources, retrieve, callingAet, route);
        this.states = states;
        this.retrieve = retrieve;
        this.sent = sent;
        this.priors = new Priors(orders, patients, studies);
        this.zone = zone;
    }

    @Override
    public List<Subscriber> subscribers() {
        return table.all().stream()
                .<Subscriber>map(routing ->
                        new RoutingSubscriber(routing.name(), table, senders, states, retrieve, sent, priors, zone))
                .toList();
    }
}
