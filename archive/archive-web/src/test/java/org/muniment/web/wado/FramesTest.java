package org.muniment.web.wado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.id.InstanceId;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.web.Parts;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;

/** Frames and bulk data as clients see them (PS3.18 10.4.1.1.5 and 10.4.1.1.6). */
class FramesTest {

    private static final Path SAMPLES = Path.of("/usr/lib/python3/dist-packages/pydicom/data/test_files");
    private static final SampleInstance NATIVE = new SampleInstance(1, 1, 1).frames(5);
    private static final SampleInstance BIG_ENDIAN = new SampleInstance(1, 1, 2).frames(2);

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        Attributes item = new Attributes();
        item.setBytes(Tag.WaveformData, VR.OW, new byte[3000]);
        NATIVE.dataSet().setItems(Tag.WaveformSequence, item);
        archive.store(NATIVE.dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        archive.store(BIG_ENDIAN.dataSet(), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static byte[] frame(SampleInstance instance, int number) {
        int from = (number - 1) * SampleInstance.FRAME_LENGTH;
        return Arrays.copyOfRange(instance.pixels(), from, from + SampleInstance.FRAME_LENGTH);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String contentType(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElseThrow();
    }

    @Test
    void shouldGiveNativeFramesInTheOrderAskedFor() {
        HttpResponse<byte[]> response = archive.get(NATIVE.path() + "/frames/5,1,5");
        assertThat(contentType(response)).startsWith("multipart/related; type=\"application/octet-stream\"");
        List<Parts.Received> parts = Parts.of(response);
        assertThat(parts)
                .extracting(Parts.Received::body)
                .containsExactly(frame(NATIVE, 5), frame(NATIVE, 1), frame(NATIVE, 5));
        assertThat(parts.get(1).header("content-type"))
                .isEqualTo("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1");
        assertThat(parts.get(1).header("content-location")).endsWith(NATIVE.path() + "/frames/1");
    }

    @Test
    void shouldGiveBigEndianFramesInLittleEndian() {
        HttpResponse<byte[]> response = archive.get(
                BIG_ENDIAN.path() + "/frames/2",
                "Accept",
                "multipart/related; type=application/octet-stream; transfer-syntax=*");
        assertThat(Parts.of(response).get(0).body()).isEqualTo(frame(BIG_ENDIAN, 2));
    }

    @Test
    void shouldGiveOneFrameByItselfAndAnyPartOfIt() {
        String path = NATIVE.path() + "/frames/2";
        HttpResponse<byte[]> response = archive.get(path, "Accept", "application/octet-stream");
        assertThat(response.body()).isEqualTo(frame(NATIVE, 2));
        HttpResponse<byte[]> part = archive.get(path, "Accept", "application/octet-stream", "Range", "bytes=500-");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(frame(NATIVE, 2), 500, 512));
        String tag = response.headers().firstValue("ETag").orElseThrow();
        assertThat(archive.get(path, "Accept", "application/octet-stream", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | 404 | there is no frame 6 of 5",
                "1,2,99 | 404 | there is no frame 99 of 5",
                "0 | 400 | frames: not numbers from 1",
                "-1 | 400 | frames: not numbers from 1",
                "1,,2 | 400 | frames: not numbers from 1",
                "x | 400 | frames: not numbers from 1",
                "99999999999 | 400 | frames: not numbers from 1",
            })
    void shouldNameTheFrameThatIsNotThere(String list, int status, String reason) {
        HttpResponse<byte[]> response = archive.get(NATIVE.path() + "/frames/" + list);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(text(response)).contains(reason);
    }

    @Test
    void shouldHaveNoFramesOfAReport() {
        SampleInstance report = new SampleInstance(4, 1, 1).with(Tag.SOPClassUID, VR.UI, UID.BasicTextSRStorage);
        report.dataSet().remove(Tag.PixelData);
        archive.store(report.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(archive.get(report.path() + "/frames/1").statusCode()).isEqualTo(404);
    }

    @Nested
    class Compressed {

        private String store(String name) {
            assumeTrue(Files.isDirectory(SAMPLES), "python3-pydicom is not installed; ops/test.sh installs it");
            InstanceId id = archive.store(SAMPLES.resolve(name)).instance().id();
            return "/dicom-web/studies/" + id.study() + "/series/" + id.series() + "/instances/" + id.instance();
        }

        /** What OHIF asks for, and what it needs to know of the answer. */
        @Test
        void shouldComeAsTheyAreStoredToThoseWhoTakeAnything() {
            HttpResponse<byte[]> response = archive.get(
                    store("SC_rgb_rle_2frame.dcm") + "/frames/2",
                    "Accept",
                    "multipart/related; type=application/octet-stream; transfer-syntax=*");
            assertThat(contentType(response)).startsWith("multipart/related; type=\"application/octet-stream\"");
            Parts.Received part = Parts.of(response).get(0);
            assertThat(part.header("content-type"))
                    .isEqualTo("application/octet-stream; transfer-syntax=" + UID.RLELossless);
            assertThat(part.body()).as("number of RLE segments").startsWith(3, 0, 0, 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"image/dicom-rle", "image/*", "image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5"})
        void shouldComeByTheirMediaType(String accept) {
            HttpResponse<byte[]> response = archive.get(store("SC_rgb_rle_2frame.dcm") + "/frames/1", "Accept", accept);
            assertThat(contentType(response)).isEqualTo("image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5");
        }

        @Test
        void shouldBeDecodedForThoseWhoNameNothing() {
            List<Parts.Received> frames = Parts.of(archive.get(store("SC_rgb_rle_2frame.dcm") + "/frames/2,1"));
            assertThat(frames).hasSize(2).allSatisfy(frame -> {
                assertThat(frame.header("content-type"))
                        .isEqualTo("application/octet-stream; transfer-syntax=" + UID.ExplicitVRLittleEndian);
                assertThat(frame.body()).hasSize(100 * 100 * 3);
            });
        }

        @Test
        void shouldBeEncodedForThoseWhoAsk() {
            String path = NATIVE.path() + "/frames/3";
            HttpResponse<byte[]> rle =
                    archive.get(path, "Accept", "image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5");
            assertThat(rle.statusCode()).isEqualTo(200);
            assertThat(rle.body()).as("number of RLE segments").startsWith(2, 0, 0, 0);
            HttpResponse<byte[]> refused = archive.get(path, "Accept", "video/mp4");
            assertThat(refused.statusCode()).isEqualTo(406);
            assertThat(text(refused)).contains("image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5");
        }

        @Test
        void shouldBeBulkDataFrameByFrame() {
            HttpResponse<byte[]> response = archive.get(
                    store("SC_rgb_rle_2frame.dcm") + "/bulkdata/7FE00010",
                    "Accept",
                    "multipart/related; transfer-syntax=*");
            assertThat(Parts.of(response)).hasSize(2);
        }
    }

    @Nested
    class BulkData {

        @Test
        void shouldBeGivenByItself() {
            HttpResponse<byte[]> response = archive.get(NATIVE.path() + "/bulkdata/7FE00010");
            assertThat(contentType(response)).isEqualTo("application/octet-stream");
            assertThat(response.body()).isEqualTo(NATIVE.pixels());
            HttpResponse<byte[]> part = archive.get(NATIVE.path() + "/bulkdata/7FE00010", "Range", "bytes=512-1023");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(frame(NATIVE, 2));
        }

        @Test
        void shouldBeGivenAsAPart() {
            HttpResponse<byte[]> response = archive.get(
                    NATIVE.path() + "/bulkdata/54000100/1/54001010",
                    "Accept",
                    "multipart/related; type=\"application/octet-stream\"");
            assertThat(Parts.of(response).get(0).body()).isEqualTo(new byte[3000]);
        }

        @ParameterizedTest
        @CsvSource({
            "00200013x, 400",
            "54000100/2/54001010, 404",
            "54000100, 404",
            "00091010, 404",
            "a/b, 400",
            "'', 400"
        })
        void shouldNotBeFoundElsewhere(String path, int status) {
            assertThat(archive.get(NATIVE.path() + "/bulkdata/" + path).statusCode())
                    .isEqualTo(status);
        }

        @Test
        void shouldBeADocumentByItsOwnType() {
            SampleInstance document =
                    new SampleInstance(5, 1, 1).with(Tag.SOPClassUID, VR.UI, UID.EncapsulatedPDFStorage);
            document.dataSet().remove(Tag.PixelData);
            document.dataSet().remove(Tag.Rows);
            document.with(Tag.MIMETypeOfEncapsulatedDocument, VR.LO, "application/pdf");
            byte[] pdf = "%PDF-1.4 even".getBytes(StandardCharsets.US_ASCII);
            document.dataSet().setBytes(Tag.EncapsulatedDocument, VR.OB, pdf);
            archive.store(document.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            for (String path :
                    List.of("/bulkdata/00420011?accept=application/pdf", "/bulkdata/00420011", "/rendered")) {
                HttpResponse<byte[]> response = archive.get(document.path() + path);
                assertThat(contentType(response)).as(path).isEqualTo("application/pdf");
                assertThat(response.body()).startsWith(pdf);
            }
            assertThat(archive.get(document.path() + "/thumbnail").statusCode()).isEqualTo(404);
        }
    }
}
