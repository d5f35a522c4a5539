package org.muniment.web.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.json.DicomJsonReader;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;

class MetadataTest {

    private static final String STUDY = "/dicom-web/studies/2.25.1";
    private static final String INSTANCE = STUDY + "/series/2.25.1.1/instances/2.25.1.1.2";
    private static final String XML = "multipart/related; type=\"application/dicom+xml\"";

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        store(SampleDataSet.ct(1, 1, 1));
        store(SampleDataSet.ct(1, 1, 2));
        store(SampleDataSet.ct(1, 2, 1));
    }

    private static void store(Attributes dataSet) {
        dataSet.setString(Tag.PatientName, VR.PN, "Müller^Jürgen");
        dataSet.setBytes(Tag.PixelData, VR.OW, new byte[512]);
        archive.store(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static List<Attributes> read(byte[] json) throws IOException {
        List<Attributes> read = new ArrayList<>();
        Value bulk = new Value.Bulk(BulkSource.of(new byte[0]), 0, 0, false);
        new DicomJsonReader((path, vr, uri) -> bulk, 1 << 20, 4).readAll(new ByteArrayInputStream(json), read::add);
        return read;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void shouldGiveTheMetadataOfEachLevel() throws IOException {
        assertThat(read(archive.get(STUDY + "/metadata").body())).hasSize(3);
        assertThat(read(archive.get(STUDY + "/series/2.25.1.1/metadata").body()))
                .extracting(a -> a.getString(Tag.SOPInstanceUID))
                .containsExactly("2.25.1.1.1", "2.25.1.1.2");
        HttpResponse<byte[]> one = archive.get(INSTANCE + "/metadata");
        assertThat(read(one.body())).hasSize(1);
        assertThat(header(one, "Content-Type")).isEqualTo("application/dicom+json");
        assertThat(text(one)).contains("Müller^Jürgen", INSTANCE + "/bulkdata/7FE00010");
    }

    @Test
    void shouldCompressForThoseWhoCanRead() throws IOException {
        HttpResponse<byte[]> plain = archive.get(STUDY + "/metadata", "Accept-Encoding", "gzip;q=0, br");
        HttpResponse<byte[]> gzip = archive.get(STUDY + "/metadata", "Accept-Encoding", "br, gzip");

        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(gzip, "Vary")).isNotEmpty();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void shouldSendNothingTwiceUntilItChanges() {
        String path = "/dicom-web/studies/2.25.3/metadata";
        store(SampleDataSet.ct(3, 1, 1));
        String tag = header(archive.get(path), "ETag");

        HttpResponse<byte[]> same = archive.get(path, "If-None-Match", tag, "Accept-Encoding", "gzip");
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "Cache-Control")).contains("private", "no-cache");
        assertThat(archive.get(path, "If-None-Match", tag, "Accept", XML).statusCode())
                .isEqualTo(200);

        store(SampleDataSet.ct(3, 1, 2));
        assertThat(archive.get(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldGiveXmlPartByPart() {
        HttpResponse<byte[]> response = archive.get(STUDY + "/metadata", "Accept", XML);

        assertThat(header(response, "Content-Type")).startsWith(XML);
        assertThat(text(response).split("<NativeDicomModel ")).hasSize(4);
        assertThat(text(response))
                .contains("<FamilyName>Müller</FamilyName>")
                .contains("<BulkData uri=\"" + INSTANCE + "/bulkdata/7FE00010\"/>");
    }

    @Test
    void shouldTellWhatIsNotThere() {
        for (String path : List.of(
                "/dicom-web/studies/2.25.9/metadata",
                STUDY + "/series/2.25.9/metadata",
                STUDY + "/series/2.25.1.2/instances/2.25.1.1.1/metadata")) {
            HttpResponse<byte[]> response = archive.get(path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(header(response, "Cache-Control")).doesNotContain("max-age");
        }
        assertThat(archive.get(STUDY + "/metadata", "Accept", "image/png").statusCode())
                .isEqualTo(406);
        assertThat(archive.get("/dicom-web/studies/1.2.x/metadata").statusCode())
                .isEqualTo(400);
    }
}
