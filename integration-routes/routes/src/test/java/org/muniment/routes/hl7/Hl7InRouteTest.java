package org.muniment.routes.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.JournaledMessage.State;
import org.muniment.archive.message.MemoryMessageJournal;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageContent;
import org.muniment.core.message.MessageHandling;
import org.muniment.core.message.MessageService;
import org.muniment.hl7.Hl7Message;
import org.muniment.hl7.Hl7Translation;
import org.muniment.hl7.SourceSettings;
import org.muniment.routes.source.SourceRegistry;

/** The real component on a loopback port; messages are translated, but nothing is done. */
class Hl7InRouteTest {

    private static final int MAX_MESSAGE = 256 << 10;
    private static final int MAX_CONNECTIONS = 3;
    private static final AtomicInteger CONTROL_IDS = new AtomicInteger();

    @TempDir
    static Path sources;

    private static CamelContext context;
    private static Hl7InRoute route;
    private static MessageService messages;

    /** As the archive's own, without what it is put to. */
    private static final class Translating implements MessageHandling {
        @Override
        public MessageAnswer process(JournaledMessage message) {
            try {
                Hl7Translation.translate(
                        Hl7Message.parse(message.content().bytes(), SourceSettings.DEFAULT, message.receivedAt()));
                return MessageAnswer.ACCEPTED;
            } catch (RuntimeException e) {
                return Hl7Answers.to(e);
            }
        }

        @Override
        public String read(MessageContent content, JournaledMessage message) {
            return Hl7Message.text(content.bytes(), SourceSettings.DEFAULT);
        }

        @Override
        public MessageContent write(String text, JournaledMessage message) {
            return new MessageContent(Hl7Message.bytes(text, SourceSettings.DEFAULT));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(
                sources.resolve("ris.yaml"), "name: RIS\nhl7: {sendingApplication: RIS, sendingFacility: [A, B]}\n");
        messages = new MessageService(new MemoryMessageJournal(), new Translating(), Clock.systemUTC());
        SourceRegistry registry = new SourceRegistry(sources, false, Clock.systemUTC());
        route = new Hl7InRoute(config(true), new Hl7Reception(registry, messages, Clock.systemUTC()));
        context = new DefaultCamelContext();
        context.addRoutes(route);
        context.start();
    }

    private static Hl7ListenerConfig config(boolean enabled) {
        return new Hl7ListenerConfig(
                enabled, "127.0.0.1", 0, MAX_MESSAGE, MAX_CONNECTIONS, Duration.ofMillis(500), Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() {
        context.stop();
    }

    /** Whatever came before, who behaves is served. */
    @AfterEach
    void shouldServeAGoodPeer() {
        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(
                        exchange(message("2.5.1", "PID|||1^^^X||Good^Peer")))
                .contains("MSA|AA|"));
    }

    @Test
    void shouldNotListenWhereItIsSwitchedOff() throws Exception {
        Hl7InRoute off = new Hl7InRoute(config(false), null);
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.addRoutes(off);
            other.start();
            assertThat(other.getRoutes()).isEmpty();
            assertThat(off.port()).isNegative();
        }
    }

    private static String header(String version, String facility) {
        return "MSH|^~\\&|RIS|" + facility + "|MUNIMENT|ARCHIVE|20240229103000||ADT^A08|C"
                + CONTROL_IDS.incrementAndGet() + "|P|" + version + "\r";
    }

    private static String message(String version, String segments) {
        return header(version, "A") + segments + "\r";
    }

    private static String exchange(String message) throws IOException {
        try (MllpPeer peer = new MllpPeer(route.port())) {
            return peer.send(message);
        }
    }

    @Test
    void shouldAcknowledgeToWhoSentIt() throws IOException {
        String message = message("2.4", "PID|||1^^^X||Müller^Jörg");
        assertThat(exchange(message))
                .startsWith("\u000bMSH|^~\\&|MUNIMENT|ARCHIVE|RIS|A|")
                .contains("||ACK^A08|", "|P|2.4\rMSA|AA|C" + CONTROL_IDS.get() + "\r")
                .doesNotContain("ERR|");
    }

    @Test
    void shouldNameTheFieldAsTheSendersVersionHasIt() throws IOException {
        assertThat(exchange(message("2.5", "PID|||^^^X||Nobody^X")))
                .contains(
                        "MSA|AE|",
                        "ERR||PID^1^3|101^Required field missing^HL70357|E|REQUIRED_FIELD_MISSING|||PID-3 is missing\r");
        assertThat(exchange(message("2.3.1", "PID|||^^^X||Nobody^X")))
                .contains("|PID-3 is missing\rERR|PID^1^3^101&Required field missing&HL70357\r");
        assertThat(exchange(message("2.5", "PV1|1|I"))).contains("ERR||PID^1|100^Segment sequence error^HL70357|E|");
    }

    @Test
    void shouldRejectWhatIsNotForTheArchive() throws IOException {
        assertThat(exchange(message("2.5", "PID|||1").replace("ADT^A08", "MDM^T02")))
                .contains("MSA|AR|", "ERR||MSH^1^9|200^");
        assertThat(exchange(message("2.5", "PID|||1").replace("ADT^A08", "ADT^A99")))
                .contains("MSA|AR|", "ERR||MSH^1^9|201^");
        assertThat(exchange(header("2.5", "C") + "PID|||1\r")).contains("MSA|AR|", "ERR||MSH^1^3|204^");
    }

    @Test
    void shouldAnswerAMessageThatIsSentAgainAsBefore() throws IOException {
        String bad = message("2.5", "PID|||^^^X||Twice^X");
        int parked = messages.parked(1000).size();
        String first = exchange(bad);
        String second = exchange(bad);
        assertThat(second.substring(second.indexOf("MSA"))).isEqualTo(first.substring(first.indexOf("MSA")));
        assertThat(messages.parked(1000)).hasSize(parked + 1);
        assertThat(messages.parked(1000)).allMatch(message -> message.state() == State.PARKED);
    }

    @Test
    void shouldServeManyMessagesOnOneConnection() throws IOException {
        try (MllpPeer peer = new MllpPeer(route.port())) {
            for (int i = 0; i < 5; i++)
                assertThat(peer.send(message("2.5", "PID|||1^^^X||Good^Peer"))).contains("MSA|AA|");
        }
    }

    @Test
    void shouldRejectWhatIsTooLargeAndCloseWhatIsFarTooLarge() throws IOException {
        String large = message("2.5", "PID|||1^^^X||Large^X\rNTE|1||" + "x".repeat(MAX_MESSAGE));
        assertThat(exchange(large)).contains("MSA|AR|C" + CONTROL_IDS.get(), "TOO_LARGE");
        try (MllpPeer peer = new MllpPeer(route.port())) {
            String answer;
            try {
                answer = peer.send(message("2.5", "NTE|1||" + "x".repeat(8 * MAX_MESSAGE)));
            } catch (IOException closedWhileSending) {
                answer = "";
            }
            assertThat(answer).isEmpty();
        }
    }

    @Test
    void shouldCloseConnectionsWithoutAMessage() throws IOException {
        for (String bytes : List.of(
                message("2.5", "PID|||1"), // no frame
                "\u000b" + message("2.5", "PID|||1"), // no end
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001")) {
            try (MllpPeer peer = new MllpPeer(route.port())) {
                peer.sendRaw(bytes);
                assertThat(peer.read()).isEmpty();
            }
        }
    }

    @Test
    void shouldRejectGarbageInAFrame() throws IOException {
        assertThat(exchange("\u0001\u0002\u0003 garbage")).contains("MSA|AR", "NOT_A_MESSAGE");
        assertThat(exchange("MSH|||||||")).contains("MSA|AR");
        assertThat(exchange("")).contains("MSA|AR");
        assertThat(exchange(message("2.5", "PID|||1\rno segment"))).contains("MSA|AE", "ERR||MSH^1|100^");
    }

    @Test
    void shouldCloseConnectionsBeyondTheBound() throws IOException {
        List<MllpPeer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                peers.add(new MllpPeer(route.port()));
                assertThat(peers.get(i).send(message("2.5", "PID|||1^^^X"))).contains("MSA|AA|");
            }
            try (MllpPeer beyond = new MllpPeer(route.port())) {
                assertThat(beyond.read()).isEmpty();
            }
            assertThat(peers.get(0).send(message("2.5", "PID|||1^^^X"))).contains("MSA|AA|");
        } finally {
            for (MllpPeer peer : peers) peer.close();
        }
    }
}
