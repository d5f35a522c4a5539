package org.muniment.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.MemorySubscribers;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.subscription.MemorySubscriptionRegister;
import org.muniment.core.feed.DeliveryListener;
import org.muniment.core.feed.FeedConfig;
import org.muniment.core.feed.RetryPolicy;
import org.muniment.core.feed.SubscriberEngine;
import org.muniment.fhir.Samples;
import org.muniment.fhir.server.NotificationReceiver.Notification;
import org.muniment.fhir.subscription.AllowedTargets;
import org.muniment.fhir.subscription.Backport;
import org.muniment.fhir.subscription.FhirSubscriptions;
import org.muniment.fhir.subscription.StudyNews;

/** A subscription as its receiver meets it, from the handshake to the end; whatever is said on the way passes the validator. */
class SubscriptionTest {

    private static final URI BASE = URI.create("https://archive.example.org/fhir");
    private static final RetryPolicy SOON = new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(50));
    private static final FeedConfig CONFIG =
            new FeedConfig(SOON, SOON, 3, Duration.ofMinutes(1), Duration.ofMillis(50));
    private static final Clock CLOCK = Clock.systemUTC();

    /** The validator's definitions, which the first notification waits for, take seconds to read. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final class ShiftedClock extends Clock {

        private volatile Duration later = Duration.ZERO;

        @Override
        public Instant instant() {
            return CLOCK.instant().plus(later);
        }

        @Override
        public ZoneId getZone() {
            return CLOCK.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private final TestArchive archive = new TestArchive();
    private final MemorySubscriptionRegister register = new MemorySubscriptionRegister();
    private final MemorySubscribers states = new MemorySubscribers();
    private final SampleStudy study = new SampleStudy().commitTo(archive.rows);
    private final SampleStudy other = new SampleStudy().commitTo(archive.rows);
    private final ShiftedClock clock = new ShiftedClock();
    private NotificationReceiver receiver;
    private SubscriberEngine engine;
    private FhirSubscriptions subscriptions;
    private HttpFhir fhir;

    @BeforeEach
    void start() throws Exception {
        receiver = new NotificationReceiver();
        start(List.of(URI.create(receiver.url())));
    }

    private void start(List<URI> targets) throws Exception {
        engine = new SubscriberEngine(archive.feed, states, List.of(), "node", CONFIG, DeliveryListener.NONE, CLOCK);
        engine.start();
        StudyNews news = new StudyNews(
                archive.archive.states(),
                archive.directory,
                Samples.CONTEXT,
                () -> BASE,
                new AllowedTargets(targets),
                PATIENCE);
        subscriptions = new FhirSubscriptions(register, archive.feed, states, engine, news, clock);
        subscriptions.start();
        fhir = new HttpFhir(new FhirServer(
                FhirContext.forR4Cached(), Optional.empty(), List.of(new SubscriptionProvider(subscriptions))));
    }

    private void restart(List<URI> targets) throws Exception {
        stopArchive();
        start(targets);
    }

    private void stopArchive() throws Exception {
        fhir.close();
        subscriptions.close();
        engine.close();
    }

    @AfterEach
    void stop() throws Exception {
        stopArchive();
        receiver.close();
    }

    @Test
    void shouldTellOfThePatientsStudiesFromTheHandshakeToTheEnd() throws Exception {
        archive.feed.append(study.uid(), ChangeKind.STORED);
        String id = created(asked("id-only", "ImagingStudy?patient=Patient/" + study.patientId() + "&modality=CT,MR"));
        await().atMost(PATIENCE).until(() -> status(id) == SubscriptionStatus.ACTIVE);
        Notification handshake = received(1);
        assertThat(handshake.parameter("type")).isEqualTo("handshake");
        assertThat(handshake.authorization()).isEqualTo("Bearer secret");
        assertThat(handshake.bundle().getEntry()).hasSize(1);

        archive.feed.append(other.uid(), ChangeKind.STORED);
        archive.feed.append(study.uid(), ChangeKind.UPDATED);
        Notification event = received(2);
        assertThat(event.parameter("type")).isEqualTo("event-notification");
        assertThat(event.parameter("topic")).isEqualTo(Backport.TOPIC);
        assertThat(event.parameter("events-since-subscription-start")).isEqualTo("1");
        String focus = BASE + "/ImagingStudy/" + study.uid();
        assertThat(event.bundle().getEntry().get(1).getFullUrl()).isEqualTo(focus);
        assertThat(event.bundle().getEntry().get(1).getResource()).isNull();
        assertThat(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(event.status()))
                .contains("\"focus\"", focus);

        receiver.answers(503);
        archive.feed.append(study.uid(), ChangeKind.UPDATED);
        await().atMost(PATIENCE).until(() -> receiver.refused() > 1 && status(id) == SubscriptionStatus.ERROR);
        assertThat(read(id).getError()).contains("503");
        restart(List.of(URI.create(receiver.url())));
        receiver.answers(200);
        assertThat(received(3).parameter("events-since-subscription-start")).isEqualTo("2");
        await().atMost(PATIENCE).until(() -> status(id) == SubscriptionStatus.ACTIVE);
        Parameters now = (Parameters) fhir.get("Subscription/" + id + "/$status")
                .as(Bundle.class)
                .getEntryFirstRep()
                .getResource();
        assertThat(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(now))
                .contains("query-status", "\"2\"");

        assertThat(fhir.send(HttpRequest.newBuilder(fhir.uri("Subscription/" + id))
                                .DELETE())
                        .status())
                .isEqualTo(200);
        archive.feed.append(study.uid(), ChangeKind.UPDATED);
        await().atMost(PATIENCE).until(() -> states.all().isEmpty() && !engine.has("subscription-" + id));
        assertThat(receiver.taken()).hasSize(3);
        assertThat(fhir.get("Subscription/" + id).status()).isEqualTo(404);
    }

    @Test
    void shouldTellAsMuchAsIsAskedFor() throws Exception {
        created(asked("full-resource", "ImagingStudy?modality=CT"));
        created(asked("empty", "ImagingStudy?modality=MR"));
        created(asked("empty", null));
        received(3);
        await().atMost(PATIENCE).until(() -> states.all().stream().allMatch(state -> engine.has(state.name())));

        archive.feed.append(study.uid(), ChangeKind.STORED);

        received(5);
        List<Notification> events = receiver.taken().subList(3, 5);
        assertThat(events).extracting(event -> event.bundle().getEntry().size()).containsExactlyInAnyOrder(1, 2);
        for (Notification event : events) {
            if (event.bundle().getEntry().size() == 1) continue;
            Resource resource = event.bundle().getEntry().get(1).getResource();
            assertThat(resource).isInstanceOf(ImagingStudy.class);
            assertThat(resource.getIdPart()).isEqualTo(study.uid().value());
        }
    }

    @Test
    void shouldSayNothingOnceItHasEnded() throws Exception {
        Instant end = CLOCK.instant().plus(Duration.ofHours(1));
        String id = created(asked("empty", null).setEnd(Date.from(end)));
        await().atMost(PATIENCE)
                .until(() -> status(id) == SubscriptionStatus.ACTIVE && engine.has("subscription-" + id));
        clock.later = Duration.ofHours(2);

        archive.feed.append(study.uid(), ChangeKind.STORED);
        await().atMost(PATIENCE).until(() -> states.find("subscription-" + id)
                .filter(state -> state.position().equals(archive.feed.end()))
                .isPresent());
        created(asked("empty", null));

        await().atMost(PATIENCE).until(() -> status(id) == SubscriptionStatus.OFF);
        assertThat(receiver.taken())
                .extracting(notification -> notification.parameter("type"))
                .containsOnly("handshake");
    }

    @Test
    void shouldSayWhyTheHandshakeFailed() throws Exception {
        receiver.answers(404);
        String id = created(asked("empty", null));
        await().atMost(PATIENCE).until(() -> status(id) == SubscriptionStatus.ERROR);
        assertThat(read(id).getError()).contains("handshake", "404");
        assertThat(fhir.get("Subscription?status=error").as(Bundle.class).getEntry())
                .hasSize(1);
        assertThat(fhir.get("Subscription?status=active").as(Bundle.class).getEntry())
                .isEmpty();
    }

    @Test
    void shouldKeepHeadersSecret() throws Exception {
        String id = created(asked("empty", null));
        for (String path : List.of("Subscription/" + id, "Subscription"))
            assertThat(fhir.get(path).response().body())
                    .contains("Authorization")
                    .doesNotContain("secret");
    }

    @Test
    void shouldRefuseWhatItWouldNotKeepTo() throws Exception {
        assertThat(refused(asked("id-only", null).setCriteria("ImagingStudy?modality=CT")))
                .contains(Backport.TOPIC);
        Subscription silent = asked("empty", null);
        silent.getChannel().getPayloadElement().getExtension().clear();
        assertThat(refused(silent)).contains("id-only");
        assertThat(refused(asked("everything", null))).contains("id-only");
        assertThat(refused(asked("empty", "Patient?name=x"))).contains("ImagingStudy?");
        assertThat(refused(asked("empty", "ImagingStudy?status=available"))).contains("modality");
        Subscription elsewhere = asked("empty", null);
        elsewhere.getChannel().setEndpoint("http://127.0.0.1:1/");
        assertThat(refused(elsewhere)).contains("allows");
        Subscription smuggler = asked("empty", null);
        smuggler.getChannel().addHeader("Host: elsewhere");
        assertThat(refused(smuggler)).contains("channel.header");
        restart(List.of());
        assertThat(refused(asked("empty", null))).contains("switched off", "muniment.fhir.subscriptions");
        assertThat(register.all()).isEmpty();
    }

    @Test
    void shouldNameTheTopic() throws Exception {
        CapabilityStatement statement = fhir.get("metadata").as(CapabilityStatement.class);
        assertThat(statement.getRestFirstRep().getResource())
                .filteredOn(resource -> "Subscription".equals(resource.getType()))
                .singleElement()
                .satisfies(resource -> assertThat(resource.getExtensionByUrl(Backport.TOPIC_OF_SERVER)
                                .getValue()
                                .primitiveValue())
                        .isEqualTo(Backport.TOPIC));
    }

    private Subscription asked(String content, String filter) {
        Subscription asked = new Subscription()
                .setStatus(SubscriptionStatus.REQUESTED)
                .setReason("The ward's list")
                .setCriteria(Backport.TOPIC);
        String guide = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
        if (filter != null)
            asked.getCriteriaElement()
                    .addExtension(guide + "backport-filter-criteria", new org.hl7.fhir.r4.model.StringType(filter));
        asked.getChannel()
                .setType(Subscription.SubscriptionChannelType.RESTHOOK)
                .setEndpoint(receiver.url() + "/hook")
                .setPayload("application/fhir+json")
                .addHeader("Authorization: Bearer secret")
                .getPayloadElement()
                .addExtension(guide + "backport-payload-content", new org.hl7.fhir.r4.model.CodeType(content));
        return asked;
    }

    private HttpFhir.Answer send(Subscription asked) throws Exception {
        String body = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(asked);
        return fhir.send(HttpRequest.newBuilder(fhir.uri("Subscription"))
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String created(Subscription asked) throws Exception {
        HttpFhir.Answer answer = send(asked);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.response().body()).doesNotContain("secret");
        return answer.as(Subscription.class).getIdPart();
    }

    private String refused(Subscription asked) throws Exception {
        HttpFhir.Answer answer = send(asked);
        assertThat(answer.status()).isEqualTo(422);
        return answer.as(OperationOutcome.class).getIssueFirstRep().getDiagnostics();
    }

    private Subscription read(String id) throws Exception {
        return fhir.get("Subscription/" + id).as(Subscription.class);
    }

    private SubscriptionStatus status(String id) throws Exception {
        return read(id).getStatus();
    }

    /** The last of so many. */
    private Notification received(int count) {
        await().atMost(PATIENCE).until(() -> receiver.taken().size() >= count);
        assertThat(receiver.taken()).hasSize(count);
        return receiver.taken().get(count - 1);
    }
}
