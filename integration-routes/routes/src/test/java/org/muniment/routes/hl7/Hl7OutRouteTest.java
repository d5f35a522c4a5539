package org.muniment.routes.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import org.muniment.hl7.MessageTemplate;

/** With a receiver that answers each message with the code it is told. */
class Hl7OutRouteTest {

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private volatile String code = "AA";
    private ServerSocket receiver;
    private CamelContext context;
    private Hl7OutRoute route;
    private Hl7Target target;

    @BeforeEach
    void start() throws Exception {
        receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::receive, "receiver");
        thread.setDaemon(true);
        thread.start();
        target = new Hl7Target(
                "ehr",
                "127.0.0.1",
                receiver.getLocalPort(),
                "EHR",
                "H",
                MessageTemplate.named("ORU_R01"),
                Duration.ofSeconds(2));
        route = new Hl7OutRoute(List.of(target));
        context = new DefaultCamelContext();
        context.addRoutes(route);
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        receiver.close();
    }

    private void receive() {
        while (!receiver.isClosed()) {
            try (Socket socket = receiver.accept()) {
                for (String message = read(socket); !message.isEmpty(); message = read(socket)) {
                    received.add(message);
                    String controlId = message.split("\\|")[9];
                    String ack = "\u000bMSH|^~\\&|EHR|H|MUNIMENT||20240101||ACK|1|P|2.5.1\rMSA|" + code + "|"
                            + controlId + "\r\u001c\r";
                    socket.getOutputStream().write(ack.getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = socket.getInputStream().read();
                b >= 0;
                b = socket.getInputStream().read()) {
            if (b == 0x1c) {
                socket.getInputStream().read();
                return bytes.toString(StandardCharsets.UTF_8);
            }
            if (b != 0x0b) bytes.write(b);
        }
        return "";
    }

    private String message() {
        return target.template()
                .fill(Map.of("controlId", "C1", "patientName", "Müller^Jörg", "receivingApplication", "EHR"));
    }

    @Test
    void shouldSendWhatIsAcknowledged() throws Exception {
        route.send(target, message());
        route.send(target, message());
        assertThat(received.take()).startsWith("MSH|^~\\&|||EHR|").contains("Müller^Jörg", "|UNICODE UTF-8\r");
        assertThat(received.take()).contains("|C1|");
    }

    @Test
    void shouldTellWhetherTheMessageOrTheTargetIsTheTrouble() {
        code = "AE";
        assertThatThrownBy(() -> route.send(target, message()))
                .isInstanceOf(UndeliverableException.class)
                .hasMessage("answered AE");
        code = "AR";
        assertThatThrownBy(() -> route.send(target, message())).isInstanceOf(TargetUnavailableException.class);
    }

    @Test
    void shouldTellThatTheTargetIsDownAndComeBackWithIt() throws Exception {
        route.send(target, message());
        int port = receiver.getLocalPort();
        code = "";
        assertThatThrownBy(() -> route.send(target, message())).isInstanceOf(TargetUnavailableException.class);
        code = "AA";
        route.send(target, message());
        assertThat(port).isEqualTo(target.port());
    }
}
