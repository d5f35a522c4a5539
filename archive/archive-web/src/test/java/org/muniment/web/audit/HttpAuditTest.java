package org.muniment.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.core.audit.AuditLine;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;
import org.slf4j.LoggerFactory;

class HttpAuditTest {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();
    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final AppenderBase<ILoggingEvent> APPENDER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            LINES.add(event.getFormattedMessage());
        }
    };

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        APPENDER.start();
        AUDIT.addAppender(APPENDER);
    }

    @AfterAll
    static void stop() {
        AUDIT.detachAppender(APPENDER);
        archive.close();
    }

    @BeforeEach
    void clear() {
        LINES.clear();
    }

    /** A client has its answer before the line is written. */
    private static String line() {
        return await().until(() -> LINES, lines -> lines.size() == 1).get(0);
    }

    @Test
    void shouldTellWhatWasStoredWhereThePathDoesNotSay() {
        SampleInstance instance = new SampleInstance(7, 1, 1);
        archive.send(HttpRequest.newBuilder(archive.uri("/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofByteArray(instance.file())));
        assertThat(line())
                .startsWith(
                        "operation=POST outcome=200 host=127.0.0.1 resource=/dicom-web/studies study=2.25.7 bytes=");
    }

    @Test
    void shouldTellWhatWasGivenOutAndNothingOfPatients() {
        int length = archive.get("/dicom-web/studies?StudyInstanceUID=2.25.8&PatientName=Doe")
                .body()
                .length;
        assertThat(line())
                .isEqualTo("operation=GET outcome=200 host=127.0.0.1 resource=/dicom-web/studies study=2.25.8 bytes="
                        + length);
    }

    @Test
    void shouldTellWhatWasRefused() {
        archive.get("/dicom-web/studies/2.25.9/series/1.2/instances/x%22y");
        assertThat(line())
                .startsWith("operation=GET outcome=400 host=127.0.0.1 resource=")
                .contains("study=2.25.9 ")
                .doesNotContain("x\"y");
    }

    @Test
    void shouldTellOfRequestsNobodyAnswers() {
        archive.get("/dicom-web/no/such/thing?PatientName=Doe");
        assertThat(line()).contains("outcome=404").doesNotContain("Doe");
    }
}
