package org.muniment.web.wado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.web.Parts;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;

/** Study, series and instance resources as clients see them (PS3.18 10.4.1.1.1). */
class InstancesTest {

    private static final String PARTS = "multipart/related; type=\"application/dicom\"";
    private static final String STUDY = "/dicom-web/studies/2.25.1";
    private static final SampleInstance EXPLICIT = new SampleInstance(1, 1, 1);
    private static final SampleInstance IMPLICIT = new SampleInstance(1, 1, 2);
    private static final SampleInstance DEFLATED = new SampleInstance(1, 2, 3);

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        archive.store(EXPLICIT.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        archive.store(IMPLICIT.dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        archive.store(DEFLATED.dataSet(), TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static byte[] stored(SampleInstance instance) throws IOException {
        InstanceRecord row =
                archive.bean(MemoryStudyIndex.class).instance(instance.id()).orElseThrow();
        return Files.readAllBytes(
                home.resolve("objects").resolve(row.location().key().path()));
    }

    private static List<String> syntaxes(HttpResponse<byte[]> response) {
        return Parts.of(response).stream()
                .map(part -> part.header("content-type"))
                .map(type -> type.replaceFirst("application/dicom; transfer-syntax=", ""))
                .toList();
    }

    private static Attributes read(byte[] file) throws IOException {
        return DicomReader.ofFile(file, ReadOptions.IN_MEMORY).read();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Test
    void shouldGiveAllInstancesInExplicitLittleEndianUnlessAskedOtherwise() throws IOException {
        for (String accept : List.of(PARTS, "*/*", "multipart/related")) {
            HttpResponse<byte[]> response = archive.get(STUDY, "Accept", accept);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Content-Type")).startsWith(PARTS);
            assertThat(syntaxes(response))
                    .containsOnly(UID.ExplicitVRLittleEndian)
                    .hasSize(3);
        }
        List<Parts.Received> parts = Parts.of(archive.get(STUDY));
        assertThat(parts.get(0).body()).isEqualTo(stored(EXPLICIT));
        assertThat(parts.get(0).header("content-length")).isEqualTo(String.valueOf(stored(EXPLICIT).length));
        assertThat(parts.get(0).header("content-location"))
                .isEqualTo(archive.uri(EXPLICIT.path()).toString());
        assertThat(read(parts.get(1).body()).getBytes(Tag.PixelData)).isEqualTo(IMPLICIT.pixels());
        assertThat(read(parts.get(2).body())).isEqualTo(read(DEFLATED.file()));
    }

    @Test
    void shouldGiveWhatIsStoredToThoseWhoTakeAnything() throws IOException {
        HttpResponse<byte[]> response = archive.get(STUDY, "Accept", PARTS + "; transfer-syntax=*");
        assertThat(syntaxes(response))
                .as("Implicit VR is not for the web")
                .containsExactly(
                        UID.ExplicitVRLittleEndian, UID.ExplicitVRLittleEndian, UID.DeflatedExplicitVRLittleEndian);
        assertThat(Parts.of(response).get(2).body()).isEqualTo(stored(DEFLATED));
    }

    /** So large that Tomcat can't tell by itself. */
    @Test
    void shouldTellTheLengthWhereAllGoesOutAsItIsStored() throws IOException {
        archive.store(new SampleInstance(8, 1, 1).frames(50).dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        archive.store(new SampleInstance(8, 1, 2).dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        HttpResponse<byte[]> response = archive.get("/dicom-web/studies/2.25.8");
        assertThat(Parts.of(response)).hasSize(2);
        assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(response.body().length));
        archive.store(new SampleInstance(8, 1, 3).dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        HttpResponse<byte[]> converted = archive.get("/dicom-web/studies/2.25.8");
        assertThat(Parts.of(converted)).hasSize(3);
        assertThat(header(converted, "Content-Length")).isNull();
    }

    @Test
    void shouldGiveWhatIsAskedForByName() throws IOException {
        HttpResponse<byte[]> response = archive.get(
                STUDY + "/series/2.25.1.1", "Accept", PARTS + "; transfer-syntax=" + UID.ImplicitVRLittleEndian);
        assertThat(syntaxes(response)).containsOnly(UID.ImplicitVRLittleEndian).hasSize(2);
        assertThat(Parts.of(response).get(1).body()).isEqualTo(stored(IMPLICIT));
    }

    @Test
    void shouldSayWhatCouldBeHad() {
        HttpResponse<byte[]> response = archive.get(STUDY, "Accept", "application/pdf");
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("multipart/related; type=\\\"application/dicom\\\"; transfer-syntax=1.2.840.10008.1.2.1")
                .contains("application/zip");
    }

    @Test
    void shouldSendReportsAlongWhereImagesAreToBeCompressed() {
        SampleInstance report = new SampleInstance(2, 1, 1).with(Tag.SOPClassUID, VR.UI, UID.BasicTextSRStorage);
        report.dataSet().remove(Tag.PixelData);
        archive.store(report.dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        String compressed = PARTS + "; transfer-syntax=" + UID.RLELossless;
        HttpResponse<byte[]> response = archive.get("/dicom-web/studies/2.25.2", "Accept", compressed);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(syntaxes(response)).containsExactly(UID.ExplicitVRLittleEndian);
        SampleInstance image = new SampleInstance(2, 1, 2);
        archive.store(image.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(syntaxes(archive.get("/dicom-web/studies/2.25.2", "Accept", compressed)))
                .containsExactly(UID.ExplicitVRLittleEndian, UID.RLELossless);
        String lossy = PARTS + "; transfer-syntax=" + UID.JPEGExtended12Bit;
        HttpResponse<byte[]> partial = archive.get("/dicom-web/studies/2.25.2", "Accept", lossy);
        assertThat(partial.statusCode()).as("the image can't be had so").isEqualTo(206);
        assertThat(syntaxes(partial)).hasSize(1);
    }

    @Test
    void shouldGiveImagesThatCanNotBeDecodedAsTheyAreStored() throws IOException {
        SampleInstance broken = new SampleInstance(4, 1, 1);
        Value.Bytes noise = new Value.Bytes(new byte[] {1, 2, 3, 4});
        broken.dataSet()
                .put(new Attributes.Element(
                        Tag.PixelData, VR.OB, new Value.Fragments(List.of(Value.Bytes.EMPTY, noise))));
        archive.store(broken.dataSet(), TransferSyntax.of(UID.RLELossless));
        HttpResponse<byte[]> response = archive.get(broken.path());
        assertThat(syntaxes(response)).containsExactly(UID.RLELossless);
        assertThat(Parts.of(response).get(0).body()).isEqualTo(stored(broken));
        HttpResponse<byte[]> single = archive.get(broken.path(), "Accept", "application/dicom");
        assertThat(header(single, "Content-Type")).endsWith("transfer-syntax=" + UID.RLELossless);
    }

    @Test
    void shouldPackAZip() throws IOException {
        HttpResponse<byte[]> response = archive.get(STUDY + "?accept=application/zip");
        assertThat(header(response, "Content-Disposition")).isEqualTo("attachment; filename=\"2.25.1.zip\"");
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertThat(read(zip.readAllBytes()).getString(Tag.StudyInstanceUID))
                        .isEqualTo("2.25.1");
            }
        }
        assertThat(names)
                .containsExactly(
                        "2.25.1/2.25.1.1/00001-2.25.1.1.1.dcm",
                        "2.25.1/2.25.1.1/00002-2.25.1.1.2.dcm",
                        "2.25.1/2.25.1.2/00003-2.25.1.2.3.dcm");
    }

    @Test
    void shouldNotFindWhatIsNotThere() {
        for (String path : List.of("2.25.9", "2.25.1/series/2.25.9", "2.25.1/series/2.25.1.1/instances/2.25.9")) {
            assertThat(archive.get("/dicom-web/studies/" + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    /** An answer breaks off rather than end as if it were whole. */
    @Test
    void shouldBreakOffWhereAnObjectProvesToBeDamaged() throws IOException {
        SampleInstance first = new SampleInstance(3, 1, 1).frames(50);
        SampleInstance second = new SampleInstance(3, 1, 2);
        for (SampleInstance instance : List.of(first, second))
            archive.store(instance.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        InstanceRecord row =
                archive.bean(MemoryStudyIndex.class).instance(second.id()).orElseThrow();
        Path file = home.resolve("objects").resolve(row.location().key().path());
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 700));
        assertThatThrownBy(() -> archive.get("/dicom-web/studies/2.25.3")).hasCauseInstanceOf(IOException.class);
        HttpResponse<byte[]> response = archive.get(second.path(), "Accept", "application/dicom");
        assertThat(response.statusCode())
                .as("so small that nothing was sent yet")
                .isEqualTo(500);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .startsWith("{")
                .endsWith("}");
        assertThat(header(response, "ETag")).isNull();
        Files.delete(file);
        assertThat(archive.get(second.path()).statusCode()).isEqualTo(404);
    }

    @Nested
    class OfOneInstance {

        private final String path = EXPLICIT.path();

        @Test
        void shouldComeByItselfWithLengthAndTag() throws IOException {
            HttpResponse<byte[]> response = archive.get(path, "Accept", "application/dicom");
            assertThat(response.body()).isEqualTo(stored(EXPLICIT));
            assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(response.body().length));
            assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
            HttpResponse<byte[]> again =
                    archive.get(path, "Accept", "application/dicom", "If-None-Match", header(response, "ETag"));
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }

        @Test
        void shouldHaveAnotherTagInAnotherForm() throws IOException {
            String tag = header(archive.get(path, "Accept", "application/dicom"), "ETag");
            HttpResponse<byte[]> converted = archive.get(
                    path, "Accept", "application/dicom; transfer-syntax=1.2.840.10008.1.2", "If-None-Match", tag);
            assertThat(converted.statusCode()).isEqualTo(200);
            assertThat(header(converted, "ETag")).isNotEqualTo(tag);
            assertThat(read(converted.body())).isEqualTo(read(EXPLICIT.file()));
        }

        @Test
        void shouldGiveRanges() throws IOException {
            byte[] whole = stored(EXPLICIT);
            HttpResponse<byte[]> part = archive.get(path, "Accept", "application/dicom", "Range", "bytes=128-131");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).asString().isEqualTo("DICM");
            assertThat(header(part, "Content-Range")).isEqualTo("bytes 128-131/" + whole.length);
            String tag = header(part, "ETag");
            assertThat(archive.get(path, "Accept", "application/dicom", "Range", "bytes=-2", "If-Range", tag)
                            .body())
                    .isEqualTo(Arrays.copyOfRange(whole, whole.length - 2, whole.length));
            assertThat(archive.get(path, "Accept", "application/dicom", "Range", "bytes=-2", "If-Range", "\"x\"")
                            .body())
                    .isEqualTo(whole);
            HttpResponse<byte[]> beyond =
                    archive.get(path, "Accept", "application/dicom", "Range", "bytes=" + whole.length + "-");
            assertThat(beyond.statusCode()).isEqualTo(416);
            assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */" + whole.length);
        }

        @Test
        void shouldAnswerHead() throws IOException {
            HttpResponse<byte[]> head = archive.send(HttpRequest.newBuilder(archive.uri(path))
                    .header("Accept", "application/dicom")
                    .method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(stored(EXPLICIT).length));
            assertThat(head.body()).isEmpty();
        }

        @Test
        void shouldComeAsAPartWhereNothingIsSaid() {
            assertThat(Parts.of(archive.get(path))).hasSize(1);
        }
    }
}
