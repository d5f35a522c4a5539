package org.muniment.web.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;

/** Requests to WADO and STOW that nobody in his right mind sends: each is answered with a reason, none with a failure of the server. */
class HostileRequestsTest {

    private static final SampleInstance IMAGE = new SampleInstance(1, 1, 1).frames(2);
    private static final int SEED = 7;

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        archive.store(IMAGE.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    /** Sends bytes as they are, ends the sending side, and takes all that is answered. */
    private static String exchange(byte[] request) throws IOException {
        URI uri = archive.uri("/");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                in.transferTo(answer);
            } catch (SocketException e) {
                // what is refused before it was read to its end is answered by closing, too
                return answer.toString(ISO_8859_1);
            }
            return answer.toString(ISO_8859_1);
        }
    }

    private static String get(String target, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String header : headers) request.append(header).append("\r\n");
        return exchange(request.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    private static void assertRefused(String what, String answer) {
        assertThat(answer).as(what).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
        String body = answer.substring(answer.indexOf("\r\n\r\n"));
        assertThat(body).as(what).contains("\"status\":4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dicom-web/studies/x",
                "/dicom-web/studies/%00",
                "/dicom-web/studies/..%2f..%2fetc%2fpasswd",
                "/dicom-web/studies/%2e%2e/%2e%2e/etc/passwd",
                "/dicom-web/../../etc/passwd",
                "/dicom-web/studies/2.25.1;x=y/../../x",
                "/dicom-web/studies/%c0%ae%c0%ae",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/frames/",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/frames/1%2f..%2f2",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/frames/%F0%9F%98%80",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/bulkdata/7FE00010/..",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/bulkdata//",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/rendered?viewport=NaN,NaN",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/rendered?window=1e999,1e999",
                "/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.1/rendered?viewport=16384,16384,15,15,-1e9,1",
                "/dicom-web/studies/2.25.1?accept=%",
                "/dicom-web/studies/2.25.1?accept=%ff%fe",
                "/dicom-web/wado?requestType=WADO&studyUID=%00&seriesUID=1&objectUID=1",
            })
    void shouldRefusePathsAndParametersThatMakeNoSense(String target) throws IOException {
        assertRefused(target, get(target));
    }

    @Test
    void shouldRefuseListsThatAreTooLong() throws IOException {
        assertRefused("frames", get(IMAGE.path() + "/frames/" + "1,".repeat(11_000) + "1"));
        assertRefused("path", get(IMAGE.path() + "/bulkdata/" + "00080005/1/".repeat(3000) + "00080005"));
        assertRefused("header", get(IMAGE.path(), "Accept: " + "a/b,".repeat(5000)));
        assertRefused("headers", get(IMAGE.path(), "X: y\r\n".repeat(200).strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: nonsense",
                "Accept: multipart/related; type=\"application/dicom",
                "Accept: application/dicom; q=-1",
                "Accept: application/dicom; transfer-syntax=../../x",
                "Accept: application/dicom\r\nRange: bytes=99999999-",
            })
    void shouldRefuseHeadersThatMakeNoSense(String header) throws IOException {
        String answer = get(IMAGE.path(), header);
        assertThat(answer).as(header).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
    }

    @Test
    void shouldIgnoreRangesThatAreNone() throws IOException {
        for (String range : List.of("bytes=1-0", "bytes=a-b", "x", "bytes=0-1,2-3", "bytes=" + "9".repeat(100) + "-"))
            assertThat(get(IMAGE.path(), "Accept: application/dicom", "Range: " + range))
                    .as(range)
                    .startsWith("HTTP/1.1 200 ");
    }

    private static byte[] post(String contentType, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("POST /dicom-web/studies HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n");
        for (String header : headers) head.append(header).append("\r\n");
        if (headers.length == 0)
            head.append("Content-Length: ").append(body.length).append("\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    @Test
    void shouldRefuseBodiesThatEndTooEarly() throws IOException {
        byte[] file = new SampleInstance(9, 1, 1).file();
        for (String header : List.of("Content-Length: 5000000", "Transfer-Encoding: chunked")) {
            byte[] body = header.startsWith("T") ? "ffff\r\nDICM".getBytes(ISO_8859_1) : file;
            String answer = exchange(post("application/dicom", body, header));
            assertThat(answer).as(header).matches("(?s)HTTP/1\\.1 400 .*");
        }
    }

    /** A request with a photograph, of which some bytes are others, twice, or missing: as often as it takes to hit every part of it. */
    @Test
    void shouldAnswerRequestsThatWereTamperedWith() throws IOException {
        String boundary = "xyz";
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        files.writeBytes("--xyz\r\nContent-Type: application/dicom\r\n\r\n".getBytes(ISO_8859_1));
        files.writeBytes(new SampleInstance(8, 1, 1).file());
        files.writeBytes("\r\n--xyz--".getBytes(ISO_8859_1));
        String json =
                """
                --xyz\r
                Content-Type: application/dicom+json\r
                \r
                [{"00080016":{"vr":"UI","Value":["%s"]},"00080018":{"vr":"UI","Value":["2.25.8.1.2"]},\
                "0020000D":{"vr":"UI","Value":["2.25.8"]},"0020000E":{"vr":"UI","Value":["2.25.8.1"]},\
                "00280010":{"vr":"US","Value":[1]},"7FE00010":{"vr":"OB","BulkDataURI":"b"}}]\r
                --xyz\r
                Content-Type: image/jpeg\r
                Content-Location: b\r
                \r
                \u00ff\u00d8\u00ff\u00c0\0\13\10\0\1\0\1\1\1\21\0\u00ff\u00da\0\10\1\1\0\0\77\0x\r
                --xyz--"""
                        .formatted(UID.VLPhotographicImageStorage);
        Random random = new Random(SEED);
        List<UnaryOperator<byte[]>> tampering = tampering(random);
        for (int i = 0; i < 150; i++) {
            boolean metadata = random.nextBoolean();
            byte[] body = metadata ? json.getBytes(ISO_8859_1) : files.toByteArray();
            body = tampering.get(random.nextInt(tampering.size())).apply(body);
            String type = "multipart/related; type=\"application/dicom" + (metadata ? "+json" : "") + "\"; boundary="
                    + boundary;
            String answer = exchange(post(type, body));
            assertThat(answer).as("attempt %d, seed %d", i, SEED).matches("(?s)HTTP/1\\.1 (200|202|400|409) .*");
        }
    }

    private static List<UnaryOperator<byte[]>> tampering(Random random) {
        List<UnaryOperator<byte[]>> all = new ArrayList<>();
        all.add(bytes -> {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            return bytes;
        });
        all.add(bytes -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        all.add(bytes -> {
            int at = random.nextInt(bytes.length);
            ByteArrayOutputStream twice = new ByteArrayOutputStream();
            twice.write(bytes, 0, at);
            twice.write(bytes, at / 2, bytes.length - at / 2);
            return twice.toByteArray();
        });
        return all;
    }

    /** Lying lengths, nesting and counts in images that were stored as they came: looking at them must not bring anything down. */
    @Test
    void shouldAnswerForImagesThatLie() {
        SampleInstance huge = new SampleInstance(5, 1, 1);
        huge.dataSet().setInt(Tag.Rows, VR.US, 65_000);
        huge.dataSet().setInt(Tag.Columns, VR.US, 65_000);
        SampleInstance many = new SampleInstance(5, 1, 2).with(Tag.NumberOfFrames, VR.IS, "2147483647");
        SampleInstance none = new SampleInstance(5, 1, 3);
        none.dataSet().setInt(Tag.BitsAllocated, VR.US, 7);
        for (SampleInstance image : List.of(huge, many, none)) {
            archive.store(image.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            for (String resource :
                    List.of("/rendered", "/thumbnail", "/frames/1", "/frames/2", "/bulkdata/7FE00010", "/metadata")) {
                int status = archive.get(image.path() + resource).statusCode();
                assertThat(status).as(image.path() + resource).isIn(200, 404, 406);
            }
        }
        String body = new String(archive.get(huge.path() + "/rendered").body(), StandardCharsets.UTF_8);
        assertThat(body).contains("\"status\":4");
    }
}
