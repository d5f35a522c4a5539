package org.muniment.fhir.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
import org.muniment.fhir.Samples;

/** What becomes of a study by what the other server answers. */
class FhirTargetSubscriberTest {

    private static final String OUTCOME = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
            + "\"code\":\"invalid\",\"diagnostics\":\"Doe^Jane is no name\","
            + "\"details\":{\"text\":\"19700101 of Doe\"},\"expression\":[\"ImagingStudy.series[0].started\","
            + "\"Patient.name.where(family='Doe')\"]}]}";

    private final MemoryStudyIndex index = new MemoryStudyIndex();
    private final SampleStudy study = new SampleStudy().commitTo(index);
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private boolean endless;
    private Supplier<Optional<String>> authorization = () -> Optional.of("Bearer secret");
    private Duration timeout = Duration.ofSeconds(10);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            byte[] answer = OUTCOME.getBytes();
            exchange.sendResponseHeaders(status, endless ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.getResponseBody().flush();
            if (!endless) exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldUpdateOnConditionWithTheCredentialsOfTheMoment() throws Exception {
        deliver(study);
        assertThat(requests)
                .containsExactly(
                        "PUT /r4/ImagingStudy?identifier=urn:dicom:uid%7Curn:oid:" + study.uid() + " Bearer secret");
    }

    @Test
    void shouldTellNothingOfAStudyThatIsNotThere() throws Exception {
        deliver(new SampleStudy());
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 412, 422})
    void shouldHoldTheStudyBackThatIsNotTaken(int answer) {
        status = answer;
        assertThatThrownBy(() -> deliver(study))
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining(answer + "")
                .hasMessageContaining("error invalid ImagingStudy.series[0].started")
                .hasMessageNotContainingAny("Doe", "1970");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 429, 500, 503})
    void shouldWaitForAServerThatTakesNothing(int answer) {
        status = answer;
        assertThatThrownBy(() -> deliver(study)).isInstanceOf(TargetUnavailableException.class);
    }

    @Test
    void shouldWaitForAServerThatIsNotThere() {
        server.stop(0);
        assertThatThrownBy(() -> deliver(study)).isInstanceOf(TargetUnavailableException.class);
    }

    @Test
    @Timeout(30)
    void shouldWaitForAServerWhoseAnswerDoesNotEnd() {
        endless = true;
        timeout = Duration.ofMillis(300);
        assertThatThrownBy(() -> deliver(study)).isInstanceOf(TargetUnavailableException.class);
    }

    @Test
    void shouldWaitForCredentialsThatCannotBeReadNow() {
        authorization = () -> {
            throw new UncheckedIOException(new IOException("no such file"));
        };
        assertThatThrownBy(() -> deliver(study)).isInstanceOf(TargetUnavailableException.class);
    }

    private void deliver(SampleStudy of) throws Exception {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/r4/");
        new FhirTargetSubscriber(
                        new FhirTarget("test", base, authorization, timeout),
                        new StudyStates(index, index.rejections().rejected()),
                        new org.muniment.fhir.r4.StandaloneStudy(Samples.CONTEXT))
                .deliver(new StudyChange(Position.at(Instant.EPOCH), of.uid(), ChangeKind.STORED));
    }
}
