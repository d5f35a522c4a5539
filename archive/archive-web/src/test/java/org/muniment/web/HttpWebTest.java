package org.muniment.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;

class HttpWebTest {

    private static final String STUDY = "/dicom-web/studies/2.25.1";

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        for (int instance = 1; instance <= 20; instance++) {
            Attributes dataSet = SampleDataSet.ct(1, 1, instance);
            dataSet.setBytes(Tag.PixelData, VR.OW, new byte[16_384]);
            archive.store(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static String coding(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Encoding").orElse("none");
    }

    @Test
    void shouldCompressLongListsForThoseWhoCanRead() throws IOException {
        HttpResponse<byte[]> plain = archive.get(STUDY + "/instances");
        HttpResponse<byte[]> gzip = archive.get(STUDY + "/instances", "Accept-Encoding", "gzip");

        assertThat(coding(plain)).isEqualTo("none");
        assertThat(coding(gzip)).isEqualTo("gzip");
        assertThat(gzip.body()).hasSizeLessThan(plain.body().length / 5);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void shouldSendDicomAsItIs() {
        HttpResponse<byte[]> dicom = archive.get(STUDY, "Accept-Encoding", "gzip");

        assertThat(dicom.body()).hasSizeGreaterThan(20 * 16_384);
        assertThat(coding(dicom)).isEqualTo("none");
    }

    @Test
    void shouldTakeLongListsOfUids() {
        StringBuilder uids = new StringBuilder("2.25.1");
        for (int i = 0; i < 700; i++)
            uids.append(",2.25.").append("9".repeat(30)).append(i);

        assertThat(archive.get("/dicom-web/studies?StudyInstanceUID=" + uids).statusCode())
                .isEqualTo(200);
    }
}
