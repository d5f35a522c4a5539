package org.muniment.web.rendered;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.web.Parts;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;

/** Rendered resources and thumbnails as clients see them; what the pixels must look like is dicom-pixel's to prove. */
class RenderedTest {

    private static final SampleInstance FIRST = new SampleInstance(1, 1, 1);
    private static final SampleInstance MANY = new SampleInstance(1, 1, 2).frames(3);
    private static final SampleInstance REPORT = new SampleInstance(1, 2, 1);

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        REPORT.with(Tag.SOPClassUID, VR.UI, UID.BasicTextSRStorage);
        REPORT.dataSet().remove(Tag.PixelData);
        REPORT.dataSet().remove(Tag.Rows);
        for (SampleInstance instance : List.of(FIRST, MANY, REPORT))
            archive.store(instance.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static BufferedImage image(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(image).isNotNull();
        return image;
    }

    private static String contentType(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dicom-web/studies/2.25.1",
                "/dicom-web/studies/2.25.1/series/2.25.1.1",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.2",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.2/frames/2"
            })
    void shouldBeOneImageAtAllLevels(String path) throws IOException {
        HttpResponse<byte[]> response = archive.get(path + "/rendered");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(contentType(response)).isEqualTo("image/jpeg");
        assertThat(image(response.body()).getWidth()).isEqualTo(16);
        HttpResponse<byte[]> png = archive.get(path + "/thumbnail", "Accept", "text/html, image/png");
        assertThat(contentType(png)).isEqualTo("image/png");
        assertThat(image(png.body()).getWidth()).isEqualTo(128);
    }

    @Test
    void shouldBeAllImagesWherePartsAreAccepted() {
        String accept = "multipart/related; type=\"image/png\"";
        assertThat(Parts.of(archive.get("/dicom-web/studies/2.25.1/rendered", "Accept", accept)))
                .hasSize(2);
        assertThat(Parts.of(archive.get(MANY.path() + "/rendered", "Accept", accept)))
                .hasSize(3);
        List<Parts.Received> frames = Parts.of(archive.get(MANY.path() + "/frames/3,1,3/rendered", "Accept", accept));
        assertThat(frames.get(0).body())
                .isEqualTo(frames.get(2).body())
                .isNotEqualTo(frames.get(1).body());
    }

    @Test
    void shouldTakeWindowViewportAndQuality() throws IOException {
        String path = FIRST.path() + "/rendered?accept=image/png";
        byte[] plain = archive.get(path).body();
        assertThat(archive.get(path + "&window=100,50,sigmoid").body()).isNotEqualTo(plain);
        assertThat(image(archive.get(path + "&viewport=32,64").body()).getHeight())
                .isEqualTo(32);
        assertThat(image(archive.get(path + "&viewport=8,8,4,4,8,8").body()).getWidth())
                .isEqualTo(8);
        int coarse = archive.get(FIRST.path() + "/rendered?quality=1").body().length;
        assertThat(coarse)
                .isLessThan(archive.get(FIRST.path() + "/rendered?quality=100").body().length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window=1 | window: is not center,width,function",
                "window=1,2,cubic | window: has a function",
                "window=1,0,linear | window: Window width 0.0 is out of range",
                "window=x,2 | window: has a number that is none",
                "viewport=0,0 | viewport: has a size that is none",
                "viewport=99999,1 | viewport: Viewport of 99999 x 1 is out of range",
                "viewport=1,2,3 | viewport: is neither",
                "viewport=1,1,-5,0,1,1 | viewport: Source region starts outside",
                "quality=0 | quality: is not 1 to 100",
                "quality=best | quality: is not a whole number",
            })
    void shouldNameTheParameterThatMakesNoSense(String query, String reason) {
        HttpResponse<byte[]> response = archive.get(FIRST.path() + "/rendered?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(reason);
    }

    @Test
    void shouldSayWhatHasNoEffect() {
        assertThat(archive.get(FIRST.path() + "/rendered?annotation=patient")
                        .headers()
                        .firstValue("Warning"))
                .hasValueSatisfying(warning -> assertThat(warning).contains("annotation"));
    }

    @Test
    void shouldRenderNoReports() {
        assertThat(archive.get(REPORT.path() + "/rendered").statusCode()).isEqualTo(406);
        assertThat(archive.get(REPORT.path() + "/thumbnail").statusCode()).isEqualTo(404);
        assertThat(archive.get("/dicom-web/studies/2.25.1/series/2.25.1.2/rendered")
                        .statusCode())
                .isEqualTo(404);
        assertThat(archive.get(FIRST.path() + "/rendered", "Accept", "video/mp4")
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void shouldBeKeptByClients() {
        String path = FIRST.path() + "/rendered";
        String tag = archive.get(path).headers().firstValue("ETag").orElseThrow();
        assertThat(archive.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(archive.get(path + "?quality=5", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    /** A video is its own rendering; browsers play it by ranges. */
    @Test
    void shouldGiveVideosInTheirOwnBytes() {
        SampleInstance video =
                new SampleInstance(2, 1, 1).with(Tag.SOPClassUID, VR.UI, UID.VideoEndoscopicImageStorage);
        byte[] stream = new byte[1000];
        Arrays.fill(stream, (byte) 7);
        video.dataSet()
                .put(new Attributes.Element(
                        Tag.PixelData,
                        VR.OB,
                        new Value.Fragments(List.of(Value.Bytes.EMPTY, new Value.Bytes(stream)))));
        video.with(Tag.NumberOfFrames, VR.IS, "25");
        archive.store(video.dataSet(), TransferSyntax.of(UID.MPEG4HP41));
        for (String path : List.of("/rendered?accept=video/mp4", "/bulkdata/7FE00010?accept=video/mp4")) {
            HttpResponse<byte[]> part = archive.get(video.path() + path, "Range", "bytes=0-9");
            assertThat(part.statusCode()).as(path).isEqualTo(206);
            assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 0-9/1000");
            assertThat(contentType(part)).startsWith("video/mp4");
        }
        assertThat(archive.get(video.path() + "/rendered", "Accept", "image/jpeg")
                        .statusCode())
                .isEqualTo(406);
    }
}
