package org.muniment.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.server.foreign.MunimentProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is to be told of studies is away while they arrive, and Muniment is killed twice meanwhile. What was acknowledged is not sent again, so
 * only what Muniment keeps of it can lead to its announcement.
 */
@Tag("slow")
class AnnouncementTest {

    private static final int STUDIES = 500;
    private static final int INSTANCES = 2;
    private static final int APART = 50;
    private static final int KILLS = 2;

    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    private final Deque<Sent> unacknowledged = new ArrayDeque<>();
    private final Set<String> studies = new TreeSet<>();

    @Test
    void shouldTellOfEveryStudyInOrderAfterAll() throws Exception {
        try (ExternalReceiver webhook = new WebhookReceiver();
                ExternalReceiver hl7 = new Hl7Receiver();
                ExternalReceiver fhir = new FhirReceiver(elsewhere)) {
            verify(List.of(webhook, hl7, fhir));
        }
    }

    private void verify(List<ExternalReceiver> receivers) throws Exception {
        // whenever it is killed, some studies are complete since a moment and never touched again, and others go on in
        // its next life
        for (int study = 1; study <= STUDIES + APART; study++) {
            if (study <= STUDIES) add(study, 1);
            if (study <= STUDIES && study % 2 == 1) add(study, 2);
            if (study > APART && study % 2 == 0) add(study - APART, 2);
        }
        Map<String, String> environment = new HashMap<>(Map.of("MUNIMENT_FEED_TARGETRETRY", "2s"));
        for (ExternalReceiver receiver : receivers) environment.putAll(receiver.environment());

        MunimentProcess server = start(environment);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                sendUntilKilled(server, unacknowledged.size() / (KILLS + 1 - kill));
                server = start(environment);
            }
            send(new Peer(server.dicomPort()), new CountDownLatch(0));
            assertThat(unacknowledged).isEmpty();

            for (ExternalReceiver receiver : receivers) receiver.start();
            for (ExternalReceiver receiver : receivers)
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> receiver.hasAll(studies, INSTANCES));
            awaitNothingLeft(server);
            receivers.forEach(receiver -> receiver.verify(studies, INSTANCES));
        } finally {
            server.close();
        }
    }

    private MunimentProcess start(Map<String, String> environment) throws IOException {
        return MunimentProcess.start(home, environment, List.of("--accept-unknown-sources"));
    }

    private void add(int number, int instance) {
        String study = "2.25.404" + number;
        studies.add(study);
        unacknowledged.add(Sent.small(study, study + ".1", instance));
    }

    private void sendUntilKilled(MunimentProcess server, int after) throws Exception {
        CountDownLatch enough = new CountDownLatch(after);
        Thread sender = new Thread(
                () -> {
                    try {
                        send(new Peer(server.dicomPort()), enough);
                    } catch (IOException e) {
                        // the archive was killed: what this test is about
                    }
                },
                "sender");
        sender.start();
        assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
        server.kill();
        sender.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(sender.isAlive()).isFalse();
        assertThat(unacknowledged).as("killed in the middle").isNotEmpty();
    }

    private void send(Peer peer, CountDownLatch enough) throws IOException {
        try (ScuAssociation association = peer.openForStore()) {
            while (!unacknowledged.isEmpty()) {
                DimseStatus status = Peer.store(association, unacknowledged.peek());
                if (!status.isSuccess()) throw new IOException(status.toString());
                unacknowledged.remove();
                enough.countDown();
            }
        }
    }

    /** Nothing is parked, and each cursor stands at the feed's end. */
    private static void awaitNothingLeft(MunimentProcess server) {
        URI subscribers = server.http().resolve("/api/subscribers");
        HttpRequest request = HttpRequest.newBuilder(subscribers)
                .header("Authorization", MunimentProcess.adminAuthorization())
                .build();
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            JsonNode all = JsonMapper.shared()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
            assertThat(all.size()).isPositive();
            all.forEach(subscriber -> {
                assertThat(subscriber.get("lagSeconds").asInt()).isZero();
                assertThat(subscriber.get("parked").asInt()).isZero();
                assertThat(subscriber.get("waiting").asInt()).isZero();
            });
        });
    }
}
