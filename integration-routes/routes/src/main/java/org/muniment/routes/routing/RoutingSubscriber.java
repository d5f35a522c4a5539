package org.muniment.routes.routing;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.routing.SentInstances;
import org.muniment.core.audit.AuditLine;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one destination what its rules say, and the priors of what was ordered. An instance is sent once for each content it has: what the
 * destination has taken is on record before the next is sent.
 */
final class RoutingSubscriber implements Subscriber {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final Set<ChangeKind> WANTED =
            EnumSet.of(ChangeKind.STORED, ChangeKind.UPDATED, ChangeKind.RESTORED, ChangeKind.ORDER);

    private final String name;
    private final RoutingTable table;
    private final Senders senders;
    private final StudyStates states;
    private final RetrieveService retrieve;
    private final SentInstances sent;
    private final Priors priors;
    private final ZoneId zone;

    RoutingSubscriber(
            String name,
            RoutingTable table,
            Senders senders,
            StudyStates states,
            RetrieveService retrieve,
            SentInstances sent,
            Priors priors,
            ZoneId zone) {
        this.name = name;
        this.table = table;
        this.senders = senders;
        this.states = states;
        this.retrieve = retrieve;
        this.sent = sent;
        this.priors = priors;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "route-" + name;
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return WANTED.contains(kind);
    }

    /** The file may be gone, and back later; what happens in between is not sent. */
    @Override
    public void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException {
        Optional<Routing> routing = table.find(name);
        if (routing.isEmpty()) return;
        if (!routing.get().rules().isEmpty()) send(change.study(), routing.get(), new Selection(routing.get(), zone));
        for (StudyInstanceUid prior : priors.of(change.study(), routing.get().prefetches()))
            send(prior, routing.get(), Selection.EVERYTHING);
    }

    private void send(StudyInstanceUid study, Routing routing, Selection selection)
            throws TargetUnavailableException, UndeliverableException {
        Optional<StudyState.Content> content = states.of(study).inSight();
        if (content.isEmpty()) return;
        Delivery delivery = new Delivery(study, routing, selection.of(content.get()));
        try (Stream<InstanceRecord> instances = retrieve.find(RetrieveKeys.ofStudy(study))) {
            for (InstanceRecord instance : (Iterable<InstanceRecord>) instances::iterator) delivery.offer(instance);
            delivery.flush();
        } finally {
            delivery.audit();
        }
        delivery.requireNoneRefused();
    }

    /** One study on its way. */
    private final class Delivery {

        private final StudyInstanceUid study;
        private final Routing routing;
        private final Selection.OfStudy selection;
        private final Map<SopInstanceUid, Sha256> already;
        private final List<InstanceRecord> waiting = new ArrayList<>();
        private Sender sender;
        private int taken;
        private int refused;
        private String reason = "";

        Delivery(StudyInstanceUid study, Routing routing, Selection.OfStudy selection) {
            this.study = study;
            this.routing = routing;
            this.selection = selection;
            this.already = sent.of(name, study);
        }

        void offer(InstanceRecord instance) throws TargetUnavailableException {
            if (instance.digest().equals(already.get(instance.id().instance()))) return;
            if (!selection.has(instance)) return;
            if (sender == null) sender = senders.to(routing.target());
            if (senders.isOrigin(routing.target(), instance.source())) return;
            waiting.add(instance);
            if (waiting.size() == sender.batch()) flush();
        }

        void flush() throws TargetUnavailableException {
            if (waiting.isEmpty()) return;
            Map<InstanceRecord, String> notTaken = sender.send(List.copyOf(waiting), this::taken);
            refused += notTaken.size();
            if (reason.isEmpty())
                reason = notTaken.values().stream().findFirst().orElse("");
            waiting.clear();
        }

        private void taken(InstanceRecord instance) {
            sent.add(name, study, instance.id().instance(), instance.digest());
            taken++;
        }

        void audit() {
            if (taken == 0) return;
            AUDIT.info(
                    "{}",
                    new AuditLine()
                            .add("event", "ROUTE")
                            .add("destination", name)
                            .add("studies", study)
                            .add("instances", taken));
        }

        void requireNoneRefused() throws UndeliverableException {
            if (refused > 0) throw new UndeliverableException(refused + " instances not taken: " + reason);
        }
    }

    /** What the index says of an instance with its series and study, as conditions ask for it. */
    static Attributes described(StudyState.Content study, SeriesId series, InstanceRecord instance) {
        Attributes all = study.study().attributes().copy();
        study.series().stream()
                .filter(s -> s.series().id().equals(series))
                .forEach(s -> all.putAll(s.series().attributes().copy()));
        all.putAll(instance.attributes().copy());
        return all;
    }
}
