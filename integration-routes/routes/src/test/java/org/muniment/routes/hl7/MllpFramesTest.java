package org.muniment.routes.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MllpFramesTest {

    private static final Hl7ListenerConfig CONFIG =
            new Hl7ListenerConfig(true, "127.0.0.1", 0, 1024, 1, Duration.ofMillis(200), Duration.ofSeconds(10));

    private final ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();
    private ServerSocket server;
    private MllpPeer peer;
    private Socket accepted;
    private MllpFrames frames;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        peer = new MllpPeer(server.getLocalPort());
        accepted = server.accept();
        frames = new MllpFrames(accepted, CONFIG);
    }

    @AfterEach
    void close() throws IOException {
        drops.shutdownNow();
        accepted.close();
        peer.close();
        server.close();
    }

    @Test
    void shouldReadMessagesThatHaveTheirEndsFirstHalfInThem() throws IOException {
        peer.sendRaw("\u000ba\u001cb\u001c\u001c\r\r\n\u000bc\u001c\r");
        assertThat(content()).isEqualTo("a\u001cb\u001c");
        assertThat(content()).isEqualTo("c");
    }

    private String content() throws IOException {
        return new String(frames.read().orElseThrow().content(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Each byte comes in time, the message does not. */
    @Test
    void shouldNotWaitForWhoSendsByteByByte() throws IOException {
        peer.sendRaw("\u000b");
        drops.scheduleWithFixedDelay(this::drop, 20, 20, TimeUnit.MILLISECONDS);
        assertThatThrownBy(frames::read).isInstanceOf(SocketTimeoutException.class);
    }

    private void drop() {
        try {
            peer.sendRaw("x");
        } catch (IOException closed) {
            drops.shutdown();
        }
    }

    @Test
    void shouldCountWhatOnlyBeginsToEnd() throws IOException {
        peer.sendRaw("\u000b" + "\u001c".repeat(5 * CONFIG.maxMessageSize()));
        assertThat(frames.read()).isEqualTo(Optional.empty());
    }
}
