package org.muniment.web.stow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.web.stow.StowTest.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.Value;
import org.muniment.web.WebArchive;

/** Metadata with bulk data beside it (PS3.18 10.5.1.1.2). */
class StowMetadataTest {

    private static final String JSON = "application/dicom+json";
    private static final String XML = "application/dicom+xml";
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    @TempDir
    static Path home;

    private static WebArchive archive;

    private final String uid = "2.25.7.7." + INSTANCES.incrementAndGet();

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @AfterEach
    void shouldLeaveNothingInTheSpool() throws IOException {
        try (Stream<Path> left = Files.list(home.resolve("spool"))) {
            assertThat(left).isEmpty();
        }
    }

    private static HttpResponse<byte[]> post(MultipartBody body) {
        return post(body.contentType(), body.whole());
    }

    private static HttpResponse<byte[]> post(String contentType, byte[] body) {
        return archive.send(HttpRequest.newBuilder(archive.uri("/dicom-web/studies"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private byte[] json(String sopClass, String more) {
        return """
                [{"00080016":{"vr":"UI","Value":["%s"]},"00080018":{"vr":"UI","Value":["%s"]},
                  "0020000D":{"vr":"UI","Value":["2.25.7"]},"0020000E":{"vr":"UI","Value":["2.25.7.7"]},
                  "00020010":{"vr":"UI","Value":["1.2.840.10008.1.2"]},
                  "00100010":{"vr":"PN","Value":[{"Alphabetic":"Grün^Zoë"}]}%s}]"""
                .formatted(sopClass, uid, more)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] jpeg(int rows, int columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(columns, rows, BufferedImage.TYPE_3BYTE_BGR), "jpg", out);
        return out.toByteArray();
    }

    private InstanceRecord record() {
        return archive.bean(MemoryStudyIndex.class)
                .instancesByUid(new SopInstanceUid(uid))
                .get(0);
    }

    private Attributes dataSet() throws IOException {
        try (InputStream in = archive.bean(RetrieveService.class).file(record()).open()) {
            return DicomReader.ofFile(in, ReadOptions.IN_MEMORY).read();
        }
    }

    private static byte[] value(Value value) {
        return ((Value.Bytes) value).bytes();
    }

    @Test
    void shouldMakeAnInstanceOfAPhotograph() throws IOException {
        byte[] image = jpeg(24, 40);
        String pixels = ",\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"photo\"}";
        MultipartBody body = new MultipartBody(JSON)
                .part(JSON, json(UID.VLPhotographicImageStorage, pixels))
                .part("image/jpeg", "photo", image);
        HttpResponse<byte[]> response = post(body);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(record().transferSyntaxUid()).isEqualTo(UID.JPEGBaseline8Bit);
        Attributes dataSet = dataSet();
        assertThat(dataSet.getString(Tag.PatientName)).isEqualTo("Grün^Zoë");
        assertThat(dataSet.getInt(Tag.Rows, 0)).isEqualTo(24);
        assertThat(dataSet.getInt(Tag.Columns, 0)).isEqualTo(40);
        assertThat(dataSet.getString(Tag.PhotometricInterpretation)).isEqualTo("YBR_FULL_422");
        assertThat(dataSet.getString(Tag.LossyImageCompression)).isEqualTo("01");
        Value.Fragments fragments = (Value.Fragments) dataSet.get(Tag.PixelData).value();
        assertThat(fragments.fragments()).hasSize(2);
        assertThat(value(fragments.fragments().get(1))).startsWith(image);
    }

    @Test
    void shouldMakeAMultiFrameOfSeveralImagesWhereverTheyStand() throws IOException {
        String pixels = ",\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"frames\"}";
        HttpResponse<byte[]> response = post(new MultipartBody(JSON)
                .part("image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50", "frames", jpeg(8, 8))
                .part(JSON, json(UID.VLPhotographicImageStorage, pixels))
                .part("image/jpeg", "frames", jpeg(8, 8)));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(dataSet().getInt(Tag.NumberOfFrames, 0)).isEqualTo(2);
    }

    @Test
    void shouldMakeAnInstanceOfADocument() throws IOException {
        byte[] pdf = "%PDF-1.4 odd".getBytes(StandardCharsets.US_ASCII);
        pdf = Arrays.copyOf(pdf, pdf.length + 1);
        String document = ",\"00420011\":{\"vr\":\"OB\",\"BulkDataURI\":\"cid:1@x\"}";
        MultipartBody body = new MultipartBody(JSON)
                .part(JSON, json(UID.EncapsulatedPDFStorage, document))
                .part("application/pdf", "cid:1@x", pdf);
        assertThat(post(body).statusCode()).isEqualTo(200);
        Attributes dataSet = dataSet();
        assertThat(dataSet.getString(Tag.MIMETypeOfEncapsulatedDocument)).isEqualTo("application/pdf");
        assertThat(dataSet.getInt(Tag.EncapsulatedDocumentLength, 0)).isEqualTo(pdf.length);
        assertThat(dataSet.getBytes(Tag.EncapsulatedDocument))
                .hasSize(pdf.length + 1)
                .startsWith(pdf);
    }

    @Test
    void shouldTakeXml() throws IOException {
        String xml =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <NativeDicomModel xml:space="preserve">
                 <DicomAttribute tag="00080016" vr="UI" keyword="SOPClassUID"><Value number="1">%s</Value></DicomAttribute>
                 <DicomAttribute tag="00080018" vr="UI"><Value number="1">%s</Value></DicomAttribute>
                 <DicomAttribute tag="0020000D" vr="UI"><Value number="1">2.25.7</Value></DicomAttribute>
                 <DicomAttribute tag="0020000E" vr="UI"><Value number="1">2.25.7.7</Value></DicomAttribute>
                 <DicomAttribute tag="00090002" vr="US" privateCreator="ACME &lt;1&gt;"><Value number="1">7</Value></DicomAttribute>
                 <DicomAttribute tag="00100010" vr="PN"><PersonName number="1">
                   <Alphabetic><FamilyName>Grün</FamilyName><NamePrefix>Dr</NamePrefix></Alphabetic></PersonName></DicomAttribute>
                 <DicomAttribute tag="00081115" vr="SQ"><Item number="1">
                   <DicomAttribute tag="0020000E" vr="UI"><Value number="1">2.25.8</Value></DicomAttribute></Item></DicomAttribute>
                 <DicomAttribute tag="00280010" vr="US"><Value number="1">2</Value></DicomAttribute>
                 <DicomAttribute tag="00280011" vr="US"><Value number="1">2</Value></DicomAttribute>
                 <DicomAttribute tag="7FE00010" vr="OB"><BulkData uri="pixels"/></DicomAttribute>
                </NativeDicomModel>"""
                        .formatted(UID.SecondaryCaptureImageStorage, uid);
        byte[] pixels = {1, 2, 3, 4};
        HttpResponse<byte[]> response = post(new MultipartBody(XML)
                .part(XML, xml.getBytes(StandardCharsets.UTF_8))
                .part("application/octet-stream", "pixels", pixels));
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        Attributes dataSet = dataSet();
        assertThat(record().transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        assertThat(dataSet.getString(Tag.PatientName)).isEqualTo("Grün^^^Dr");
        assertThat(dataSet.getString("ACME <1>", 0x00090002)).isEqualTo("7");
        assertThat(dataSet.getItem(Tag.ReferencedSeriesSequence).getString(Tag.SeriesInstanceUID))
                .isEqualTo("2.25.8");
        assertThat(dataSet.getBytes(Tag.PixelData)).isEqualTo(pixels);
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        String pixels = ",\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"photo\"}";
        String sopClass = UID.VLPhotographicImageStorage;
        assertRefused(400, "BulkDataURI", new MultipartBody(JSON).part(JSON, json(sopClass, pixels)));
        assertRefused(400, "No part is", new MultipartBody(JSON).part("image/jpeg", "photo", jpeg(8, 8)));
        assertRefused(400, "Content-Location", new MultipartBody(JSON).part("image/jpeg", jpeg(8, 8)));
        assertRefused(400, "Expected", new MultipartBody(JSON).part(JSON, "[{".getBytes()));
        assertRefused(400, "XML", new MultipartBody(XML).part(XML, "<NativeDicomModel".getBytes()));
        byte[] external =
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><NativeDicomModel>&e;</NativeDicomModel>"
                        .getBytes();
        assertRefused(400, "XML", new MultipartBody(XML).part(XML, external));
        assertRefused(
                409,
                "(0028,0010) of the metadata",
                new MultipartBody(JSON)
                        .part(JSON, json(sopClass, pixels + ",\"00280010\":{\"vr\":\"US\",\"Value\":[9]}"))
                        .part("image/jpeg", "photo", jpeg(8, 8)));
        assertRefused(
                409,
                "(0028,0010) is missing",
                new MultipartBody(JSON).part(JSON, json(sopClass, pixels)).part("video/mp4", "photo", new byte[100]));
    }

    private static void assertRefused(int status, String reason, MultipartBody body) {
        HttpResponse<byte[]> response = post(body);
        Attributes report = report(response);
        Attributes failed = report.getItem(Tag.FailedSOPSequence);
        if (failed == null) failed = report.getItem(Tag.OtherFailuresSequence);
        assertThat(failed.getString(Tag.ErrorComment)).contains(reason);
        assertThat(response.statusCode()).as(reason).isEqualTo(status);
    }

    @Test
    void shouldTakeMetadataAlone() throws IOException {
        assertThat(post(JSON, json(UID.BasicTextSRStorage, "")).statusCode()).isEqualTo(200);
        assertThat(dataSet().getString(Tag.SOPClassUID)).isEqualTo(UID.BasicTextSRStorage);
    }

    @Test
    void shouldBoundWhatIsSpooled() {
        MultipartBody body = new MultipartBody(JSON).part("video/mp4", "much", new byte[65 << 20]);
        assertThat(post(body).statusCode()).isEqualTo(413);
    }
}
