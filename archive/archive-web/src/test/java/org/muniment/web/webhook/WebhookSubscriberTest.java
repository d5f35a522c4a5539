package org.muniment.web.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookSubscriberTest {

    private static final byte[] SECRET = "a secret of some length".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    private final MemoryStudyIndex index = new MemoryStudyIndex();
    private final SampleStudy sample = new SampleStudy().commitTo(index);
    private final StudyChange change = new StudyChange(Position.at(NOW), sample.uid(), ChangeKind.STORED);
    private HttpServer receiver;
    private int answer = 204;
    private Headers headers;
    private byte[] body;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/changes", exchange -> {
            headers = exchange.getRequestHeaders();
            body = exchange.getRequestBody().readAllBytes();
            if (answer / 100 == 3) exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private WebhookSubscriber subscriber(URI url, ChangeKind... kinds) {
        return subscriber(url, Duration.ofSeconds(30), kinds);
    }

    private WebhookSubscriber subscriber(URI url, Duration timeout, ChangeKind... kinds) {
        return new WebhookSubscriber(
                new WebhookTarget("portal", url, SECRET, Set.of(kinds), timeout),
                new StudyStates(index, index.rejections().rejected()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/changes");
    }

    @Test
    void shouldTellWhichStudyItIsAndHowMuchOfItThereIs() throws Exception {
        subscriber(url()).deliver(change);
        JsonNode told = JsonMapper.shared().readTree(body);
        assertThat(told.get("kind").asString()).isEqualTo("stored");
        assertThat(told.get("id").asString()).isEqualTo(change.position().toString());
        JsonNode study = told.get("study");
        assertThat(study.get("uid").asString()).isEqualTo(sample.uid().value());
        assertThat(study.get("status").asString()).isEqualTo("available");
        assertThat(study.get("patientId").asString()).isEqualTo(sample.patientId());
        assertThat(study.get("accessionNumber").asString()).isEqualTo(sample.accessionNumber());
        assertThat(study.get("instances").asInt()).isEqualTo(1);
        assertThat(study.get("series").get(0).get("modality").asString()).isEqualTo("CT");
    }

    @Test
    void shouldNameNobody() throws Exception {
        subscriber(url()).deliver(change);
        assertThat(new String(body, UTF_8))
                .doesNotContainIgnoringCase("sample^")
                .doesNotContain("irth");
    }

    @Test
    void shouldTellOfAStudyThatIsNotThere() throws Exception {
        subscriber(url()).deliver(new StudyChange(Position.at(NOW), new SampleStudy().uid(), ChangeKind.DESTROYED));
        assertThat(JsonMapper.shared().readTree(body).get("study").get("status").asString())
                .isEqualTo("absent");
    }

    @Test
    void shouldSignTimeAndBody() throws Exception {
        subscriber(url()).deliver(change);
        long timestamp = Long.parseLong(headers.getFirst(WebhookSignature.TIMESTAMP_HEADER));
        assertThat(timestamp).isEqualTo(NOW.getEpochSecond());
        String signature = headers.getFirst(WebhookSignature.SIGNATURE_HEADER);
        assertThat(signature).isEqualTo(WebhookSignature.of(SECRET, timestamp, body));
        assertThat(WebhookSignature.of(SECRET, timestamp + 1, body)).isNotEqualTo(signature);
        body[0]++;
        assertThat(WebhookSignature.of(SECRET, timestamp, body)).isNotEqualTo(signature);
    }

    /** As {@code printf '1.{}' | openssl dgst -sha256 -hmac 'a secret of some length'} has it. */
    @Test
    void shouldSignLikeOthers() {
        assertThat(WebhookSignature.of(SECRET, 1, "{}".getBytes(UTF_8)))
                .isEqualTo("sha256=fe073d07de269a8d2dcc12a6ca6631809e48fc2f27a1490485b7bae2da27a70b");
    }

    @Test
    void shouldTellOfTheConfiguredKindsOnly() {
        assertThat(subscriber(url(), ChangeKind.REJECTED).wants(ChangeKind.STORED))
                .isFalse();
        assertThat(subscriber(url(), ChangeKind.REJECTED).wants(ChangeKind.REJECTED))
                .isTrue();
        assertThat(subscriber(url()).wants(ChangeKind.STORED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void shouldNotHoldUpOthersForAStudyTheReceiverDoesNotTake(int status) {
        answer = status;
        assertThatThrownBy(() -> subscriber(url()).deliver(change))
                .isInstanceOf(UndeliverableException.class)
                .hasMessage("answered " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 401, 404, 429, 500, 503})
    void shouldWaitForAReceiverThatTakesNothing(int status) {
        answer = status;
        assertThatThrownBy(() -> subscriber(url()).deliver(change))
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessage("answered " + status);
    }

    @Test
    void shouldWaitForAReceiverThatIsNotThereOrSilent() throws IOException {
        receiver.stop(0);
        assertThatThrownBy(() -> subscriber(url()).deliver(change)).isInstanceOf(TargetUnavailableException.class);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThatThrownBy(() -> subscriber(url, Duration.ofMillis(300)).deliver(change))
                    .isInstanceOf(TargetUnavailableException.class);
        }
    }
}
