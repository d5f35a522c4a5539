package org.muniment.fhir.subscription;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.SubscriberState;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.subscription.SubscriptionRecord;
import org.muniment.archive.subscription.SubscriptionRecord.Status;
import org.muniment.archive.subscription.SubscriptionRegister;
import org.muniment.core.audit.AuditLine;
import org.muniment.core.feed.SubscriberEngine;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions from beginning to end. What is stored decides: every few seconds each node brings the subscribers it runs into agreement with
 * it, greets the targets of those that are new, and clears away what is left of those that were deleted; so it is after a restart, too.
 */
public final class FhirSubscriptions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FhirSubscriptions.class);
    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);

    /** Each has a thread of its own. */
    private static final int MOST = 100;

    private static final long AGREE_SECONDS = 5;

    private final SubscriptionRegister register;
    private final ChangeFeed feed;
    private final Subscribers states;
    private final SubscriberEngine engine;
    private final StudyNews news;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "muniment-fhir-subscriptions");
        thread.setDaemon(true);
        return thread;
    });

    public FhirSubscriptions(
            SubscriptionRegister register,
            ChangeFeed feed,
            Subscribers states,
            SubscriberEngine engine,
            StudyNews news,
            Clock clock) {
        this.register = register;
        this.feed = feed;
        this.states = states;
        this.engine = engine;
        this.news = news;
        this.clock = clock;
    }

    /** Begins with those that were there before. */
    public void start() {
        executor.scheduleWithFixedDelay(this::agree, 0, AGREE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Takes a subscription; its target is greeted afterwards, and told from then on.
     *
     * @throws UnprocessableEntityException where it can't be kept to
     * @throws ArchiveException INDEX_UNAVAILABLE
     */
    public Subscription create(Subscription asked, String by) {
        Accepted accepted = Accepted.of(asked, news.targets(), clock.instant());
        if (register.all().size() >= MOST)
            throw new UnprocessableEntityException("There are " + MOST + " subscriptions already, and no more can be");
        SubscriptionRecord record =
                SubscriptionRecord.requested(UUID.randomUUID().toString(), accepted.document());
        register.add(record);
        audit("SUBSCRIPTION_CREATE", record.id(), by, accepted.endpoint().toString());
        executor.execute(this::agree);
        return shown(record);
    }

    /** @throws ArchiveException NOT_FOUND, INDEX_UNAVAILABLE */
    public Subscription read(String id) {
        return shown(record(id));
    }

    public List<Subscription> all() {
        return register.all().stream().map(this::shown).toList();
    }

    /** How it goes: a SubscriptionStatus. */
    public Parameters status(String id) {
        SubscriptionRecord record = record(id);
        return news.status(shown(record), record.events());
    }

    /** On return no further notification begins. */
    public void delete(String id, String by) {
        if (!register.remove(id)) throw notFound();
        audit("SUBSCRIPTION_DELETE", id, by, null);
        executor.execute(this::agree);
    }

    private SubscriptionRecord record(String id) {
        return register.find(id).orElseThrow(FhirSubscriptions::notFound);
    }

    private static ArchiveException notFound() {
        return new ArchiveException(ErrorCode.NOT_FOUND, "There is no such subscription");
    }

    private Subscription shown(SubscriptionRecord record) {
        Subscription shown = Accepted.of(record).shown();
        String problem = record.status() == Status.ACTIVE ? engine.problem(name(record)) : record.error();
        Status status = problem.isEmpty() ? record.status() : Status.ERROR;
        shown.setStatus(SubscriptionStatus.valueOf(status.name())).setId(record.id());
        if (!problem.isEmpty()) shown.setError(problem);
        return shown;
    }

    private static String name(SubscriptionRecord record) {
        return SubscriptionSubscriber.PREFIX + record.id();
    }

    private void agree() {
        try {
            bringIntoAgreement();
        } catch (ArchiveException e) {
            LOG.warn("Subscriptions are looked at again later: {}", e.getMessage());
        } catch (RuntimeException e) {
            // The top of this thread: an exception would end it.
            LOG.error("Subscriptions are looked at again later", e);
        }
    }

    private void bringIntoAgreement() {
        // before the subscriptions, so that none of these is so new that its own is not among them
        List<String> kept = states.all().stream()
                .map(SubscriberState::name)
                .filter(name -> name.startsWith(SubscriptionSubscriber.PREFIX))
                .toList();
        Set<String> known = new HashSet<>();
        for (SubscriptionRecord record : register.all()) {
            known.add(name(record));
            if (isActive(record)) run(record);
            else engine.remove(name(record));
        }
        for (String name : kept) if (!known.contains(name)) clearAway(name);
    }

    private boolean isActive(SubscriptionRecord record) {
        return switch (record.status()) {
            case REQUESTED -> greet(record);
            case ACTIVE -> !Accepted.of(record).hasEnded(clock.instant())
                    || !register.replace(record, record.with(Status.OFF, ""));
            case ERROR, OFF -> false;
        };
    }

    /** Its place in the feed is kept first, so that whatever changes once the target knows of it is told. */
    private boolean greet(SubscriptionRecord record) {
        states.add(SubscriberState.first(name(record), feed.end()));
        try {
            news.greet(Accepted.of(record), shown(record));
            return register.replace(record, record.with(Status.ACTIVE, ""));
        } catch (TargetUnavailableException | UndeliverableException e) {
            if (Thread.currentThread().isInterrupted()) return false; // the archive is stopping, and begins anew
            register.replace(record, record.with(Status.ERROR, "the handshake failed: " + e.getMessage()));
            return false;
        }
    }

    private void run(SubscriptionRecord record) {
        if (engine.has(name(record))) return;
        engine.add(new SubscriptionSubscriber(record.id(), register, news, clock));
    }

    private void clearAway(String name) {
        engine.remove(name);
        states.remove(name);
    }

    private static void audit(String operation, String id, String by, String endpoint) {
        AUDIT.info(
                "{}",
                new AuditLine()
                        .add("operation", operation)
                        .add("outcome", "success")
                        .add("by", by)
                        .add("subscription", id)
                        .add("endpoint", endpoint));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
