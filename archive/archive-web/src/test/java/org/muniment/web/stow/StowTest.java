package org.muniment.web.stow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.dicom.json.DicomJsonReader;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;

/** The Store transaction as clients see it (PS3.18 10.5). */
class StowTest {

    private static final String DICOM = "application/dicom";
    private static final AtomicInteger STUDIES = new AtomicInteger(100);

    @TempDir
    static Path home;

    private static WebArchive archive;

    private final int study = STUDIES.incrementAndGet();
    private final SampleInstance first = new SampleInstance(study, 1, 1);
    private final SampleInstance second = new SampleInstance(study, 1, 2);

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    static HttpResponse<byte[]> post(String path, String contentType, byte[] body) {
        return archive.send(HttpRequest.newBuilder(archive.uri(path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<byte[]> post(MultipartBody body) {
        return post("/dicom-web/studies", body.contentType(), body.whole());
    }

    static Attributes report(HttpResponse<byte[]> response) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/dicom+json");
        try {
            return new DicomJsonReader().read(new ByteArrayInputStream(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<InstanceRecord> stored(SampleInstance instance) {
        return archive.bean(MemoryStudyIndex.class).instancesByUid(instance.id().instance());
    }

    @Test
    void shouldStoreEveryPart() {
        HttpResponse<byte[]> response =
                post(new MultipartBody(DICOM).part(DICOM, first.file()).part(DICOM, second.file()));
        assertThat(response.statusCode()).isEqualTo(200);
        Attributes report = report(response);
        String url = archive.uri("/dicom-web/studies/2.25." + study).toString();
        assertThat(report.getString(Tag.RetrieveURL)).isEqualTo(url);
        assertThat(report.getItems(Tag.ReferencedSOPSequence))
                .extracting(item -> item.getString(Tag.RetrieveURL))
                .containsExactly(
                        archive.uri(first.path()).toString(),
                        archive.uri(second.path()).toString());
        assertThat(report.contains(Tag.FailedSOPSequence)).isFalse();
        assertThat(stored(first)).hasSize(1);
        assertThat(stored(second).get(0).source()).isEqualTo("STOW-RS");
    }

    @Test
    void shouldStoreASinglePartInAnyTransferSyntax() {
        TransferSyntax deflated = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
        assertThat(post("/dicom-web/studies/2.25." + study, DICOM, first.file(deflated))
                        .statusCode())
                .isEqualTo(200);
        assertThat(stored(first).get(0).transferSyntaxUid()).isEqualTo(deflated.uid());
    }

    @Test
    void shouldRefuseInstancesOfAnotherStudy() {
        HttpResponse<byte[]> response = post("/dicom-web/studies/2.25.9", DICOM, first.file());
        assertThat(response.statusCode()).isEqualTo(409);
        Attributes failed = report(response).getItem(Tag.FailedSOPSequence);
        assertThat(failed.getString(Tag.ReferencedSOPInstanceUID))
                .isEqualTo(first.id().instance().value());
        assertThat(failed.getInt(Tag.FailureReason, 0)).isEqualTo(0xA900);
        assertThat(failed.getString(Tag.ErrorComment)).contains("Study Instance UID");
        assertThat(stored(first)).isEmpty();
    }

    @Test
    void shouldStoreTheOthersWherePartsFail() {
        byte[] cutShort = new byte[600];
        System.arraycopy(second.file(), 0, cutShort, 0, cutShort.length);
        HttpResponse<byte[]> response = post(new MultipartBody(DICOM)
                .part(DICOM, cutShort)
                .part("text/plain", new byte[10])
                .part(DICOM, "no DICOM at all".getBytes(StandardCharsets.US_ASCII))
                .part(DICOM, first.file()));
        assertThat(response.statusCode()).isEqualTo(202);
        Attributes report = report(response);
        assertThat(report.getItems(Tag.ReferencedSOPSequence)).hasSize(1);
        assertThat(report.getItem(Tag.FailedSOPSequence).getInt(Tag.FailureReason, 0))
                .isEqualTo(0xC000);
        assertThat(report.getItems(Tag.OtherFailuresSequence)).hasSize(2);
        assertThat(stored(first)).hasSize(1);
        assertThat(stored(second)).isEmpty();
    }

    @Test
    void shouldWarnWhereAnEarlierVersionIsKept() {
        post(new MultipartBody(DICOM).part(DICOM, first.file()));
        byte[] other = first.with(Tag.StudyDescription, VR.LO, "corrected").file();
        HttpResponse<byte[]> response = post(new MultipartBody(DICOM).part(DICOM, other));
        assertThat(response.statusCode()).isEqualTo(202);
        Attributes item = report(response).getItem(Tag.ReferencedSOPSequence);
        assertThat(item.getInt(Tag.WarningReason, 0)).isEqualTo(0xB000);
        assertThat(post(new MultipartBody(DICOM).part(DICOM, second.file()).part(DICOM, second.file()))
                        .statusCode())
                .as("the very same again")
                .isEqualTo(200);
    }

    @Nested
    class MalformedRequests {

        @Test
        void shouldKeepWhatCameBeforeTheBreak() {
            MultipartBody body =
                    new MultipartBody(DICOM).part(DICOM, first.file()).part(DICOM, second.file());
            byte[] unfinished = body.unfinished();
            HttpResponse<byte[]> response = post("/dicom-web/studies", body.contentType(), unfinished);
            assertThat(response.statusCode()).isEqualTo(202);
            Attributes report = report(response);
            assertThat(report.getItems(Tag.ReferencedSOPSequence)).hasSize(1);
            assertThat(report.getItem(Tag.OtherFailuresSequence).getString(Tag.ErrorComment))
                    .contains("closing boundary");
            assertThat(stored(second)).isEmpty();
        }

        @Test
        void shouldSayWhatIsWrong() {
            byte[] body = new MultipartBody(DICOM).part(DICOM, first.file()).whole();
            assertRefused("multipart/related; type=\"application/dicom\"", body, "no boundary");
            assertRefused("multipart/related; boundary=other", body, "does not occur");
            assertRefused("multipart/related; boundary=b", "--b--\r\n".getBytes(), "no part");
            assertRefused("multipart/related; boundary=b", new byte[0], "does not occur");
            assertThat(stored(first)).isEmpty();
        }

        private void assertRefused(String contentType, byte[] body, String reason) {
            HttpResponse<byte[]> response = post("/dicom-web/studies", contentType, body);
            assertThat(response.statusCode()).as(reason).isEqualTo(400);
            assertThat(report(response).getItem(Tag.OtherFailuresSequence).getString(Tag.ErrorComment))
                    .contains(reason);
        }

        @Test
        void shouldTakeNoOtherMediaTypes() {
            for (String type : List.of("text/plain", "multipart/form-data; boundary=b", "nonsense", "a/b; c")) {
                HttpResponse<byte[]> response = post("/dicom-web/studies", type, new byte[1]);
                assertThat(response.statusCode()).as(type).isEqualTo(415);
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
        }

        @Test
        void shouldRefuseAnEmptyBody() {
            assertThat(post("/dicom-web/studies", DICOM, new byte[0]).statusCode())
                    .isEqualTo(409);
        }
    }
}
