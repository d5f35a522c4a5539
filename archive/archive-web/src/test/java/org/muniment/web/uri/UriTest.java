package org.muniment.web.uri;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;

/** The URI service as clients see it (PS3.18 section 9). */
class UriTest {

    private static final SampleInstance IMAGE = new SampleInstance(1, 1, 1).frames(3);
    private static final SampleInstance REPORT = new SampleInstance(1, 2, 1);
    private static final String WADO = "/dicom-web/wado?requestType=WADO&studyUID=2.25.1";
    private static final String OF_IMAGE = WADO + "&seriesUID=2.25.1.1&objectUID=2.25.1.1.1";
    private static final String OF_REPORT = WADO + "&seriesUID=2.25.1.2&objectUID=2.25.1.2.1";

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        REPORT.with(Tag.SOPClassUID, VR.UI, UID.BasicTextSRStorage);
        REPORT.dataSet().remove(Tag.PixelData);
        REPORT.dataSet().remove(Tag.Rows);
        archive.store(IMAGE.dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        archive.store(REPORT.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static String contentType(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElseThrow();
    }

    private static BufferedImage image(String query) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(archive.get(query).body()));
    }

    @Test
    void shouldGiveAPictureOfAnImageAndAFileOfAnythingElse() {
        assertThat(contentType(archive.get(OF_IMAGE))).isEqualTo("image/jpeg");
        assertThat(contentType(archive.get(OF_IMAGE, "Accept", "image/avif,image/png,*/*;q=0.8")))
                .isEqualTo("image/png");
        assertThat(contentType(archive.get(OF_REPORT))).startsWith("application/dicom");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1.2.840.10008.1.2.1",
        "&transferSyntax=1.2.840.10008.1.2, 1.2.840.10008.1.2",
        "&transferSyntax=1.2.840.10008.1.2.1.99, 1.2.840.10008.1.2.1.99"
    })
    void shouldGiveTheFileInTheTransferSyntaxAskedFor(String query, String syntax) throws IOException {
        HttpResponse<byte[]> response = archive.get(OF_IMAGE + "&contentType=application/dicom" + query);
        assertThat(response.statusCode()).isEqualTo(200);
        DicomReader reader = DicomReader.ofFile(response.body(), ReadOptions.IN_MEMORY);
        assertThat(reader.transferSyntax().uid()).isEqualTo(syntax);
        assertThat(reader.read()).isEqualTo(IMAGE.dataSet());
    }

    @Test
    void shouldRenderAsAskedFor() throws IOException {
        String png = OF_IMAGE + "&contentType=image/png";
        assertThat(image(png + "&columns=64").getWidth()).isEqualTo(64);
        assertThat(image(png + "&rows=8&columns=64").getHeight()).isEqualTo(8);
        assertThat(image(png + "&region=0,0,0.5,0.25").getWidth()).isEqualTo(8);
        assertThat(image(png + "&region=0,0,0.5,0.25").getHeight()).isEqualTo(4);
        byte[] first = archive.get(png + "&frameNumber=1").body();
        assertThat(archive.get(png + "&frameNumber=3").body()).isNotEqualTo(first);
        assertThat(archive.get(png + "&frameNumber=1&windowCenter=9&windowWidth=2")
                        .body())
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requestType=WADO | studyUID: is missing",
                "requestType=WADO&studyUID=x | studyUID: Study Instance UID is not a UID",
                "requestType=XYZ | requestType: is not WADO",
                "requestType=WADO&anonymize=yes | anonymize: is not offered",
                "requestType=WADO&presentationUID=1.2 | presentationUID: is not offered",
                "requestType=WADO&requestType=WADO | requestType: is there more than once",
            })
    void shouldNameTheParameterThatIsWrong(String query, String reason) {
        assertRefused(400, "/dicom-web/wado?" + query, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | frameNumber=0 | frames: not numbers from 1",
                "400 | frameNumber=1,2 | frameNumber: is more than one",
                "404 | frameNumber=4 | no frame 4 of 3",
                "400 | windowCenter=1 | windowWidth: is missing",
                "400 | region=0,0,2,1 | region: does not lie within",
                "400 | region=0,0,1 | region: is not xmin",
                "400 | rows=-1 | rows: is not a whole number",
                "400 | imageQuality=101 | imageQuality: is not 1 to 100",
                "400 | contentType=nonsense | contentType: not a media type",
                "406 | contentType=video/mp4 | application/dicom",
                "400 | contentType=application/dicom&transferSyntax=x;y | transferSyntax: is not a UID",
                "406 | contentType=application/dicom&transferSyntax=1.2.3 | transfer-syntax=1.2.840.10008.1.2.1",
            })
    void shouldRefuseWhatCanNotBeGiven(int status, String query, String reason) {
        assertRefused(status, OF_IMAGE + "&" + query, reason);
    }

    private static void assertRefused(int status, String query, String reason) {
        HttpResponse<byte[]> response = archive.get(query);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(reason);
    }
}
