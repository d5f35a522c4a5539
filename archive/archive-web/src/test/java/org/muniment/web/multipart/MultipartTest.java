package org.muniment.web.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    private static final int MOST_PARTS = 5;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 1 << 20})
    void shouldReadWhatIsWrittenHoweverItArrives(int chunk) throws IOException {
        byte[] random = new byte[300_000];
        new Random(1).nextBytes(random);
        byte[] nearly = "\r\n--munimen\r\n--\r\r\n-".repeat(5000).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> bodies = List.of(random, new byte[0], nearly, new byte[] {'\r', '\n'});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MultipartWriter writer = new MultipartWriter(out);
        for (byte[] body : bodies) {
            writer.begin(Map.of("Content-Type", "application/dicom"));
            out.write(body);
        }
        writer.close();
        String boundary = writer.contentType("x/y").replaceFirst(".*boundary=", "");

        MultipartReader reader = new MultipartReader(inChunks(out.toByteArray(), chunk), boundary, MOST_PARTS);
        for (byte[] body : bodies) {
            Part part = reader.next();
            assertThat(part.header("content-type")).contains("application/dicom");
            assertThat(part.body().readAllBytes()).isEqualTo(body);
        }
        assertThat(reader.next()).isNull();
    }

    private static InputStream inChunks(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, size));
            }
        };
    }

    private static MultipartReader reader(String body) throws IOException {
        return new MultipartReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)), "b", MOST_PARTS);
    }

    private static List<String> bodies(String multipart) throws IOException {
        List<String> bodies = new ArrayList<>();
        MultipartReader reader = reader(multipart);
        for (Part part = reader.next(); part != null; part = reader.next())
            bodies.add(new String(part.body().readAllBytes(), StandardCharsets.US_ASCII));
        return bodies;
    }

    @Test
    void shouldPassOverPreambleEpilogueAndUnreadParts() throws IOException {
        String body = "hello\r\n--b\r\nA: 1\r\n\r\none\r\n--b  \r\n\r\ntwo\r\n--b--\r\nbye";
        assertThat(bodies(body)).containsExactly("one", "two");
        MultipartReader reader = reader(body);
        reader.next();
        assertThat(reader.next().body().readAllBytes()).asString().isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | does not occur",
                "no boundary at all | does not occur",
                "--b | not followed by a line break",
                "--bc\\r\\n\\r\\nx\\r\\n--b-- | not followed by a line break",
                "--b\\r\\n\\r\\ntruncated | without its closing boundary",
                "--b\\r\\n\\r\\nx\\r\\n--b\\r\\n | header line without end",
                "--b\\r\\nno colon\\r\\n\\r\\nx\\r\\n--b-- | header line without a name",
            })
    void shouldSayWhatIsWrong(String body, String problem) {
        assertThatThrownBy(() -> bodies(body.replace("\\r\\n", "\r\n")))
                .isInstanceOf(MultipartException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void shouldBoundWhatClientsSend() {
        assertProblem("--b\r\nA: " + "x".repeat(5000) + "\r\n\r\n\r\n--b--", "longer than");
        assertProblem("--b\r\n" + "A: 1\r\n".repeat(20) + "B: 1\r\n".repeat(20) + "\r\n\r\n--b--", null);
        StringBuilder many = new StringBuilder("--b\r\n");
        for (int i = 0; i < 40; i++) many.append("A").append(i).append(": 1\r\n");
        assertProblem(many + "\r\n\r\n--b--", "more than 32 header lines");
        assertProblem("--b\r\n\r\nx\r\n".repeat(6) + "--b--", "More than 5 parts");
        assertProblem("x".repeat(100_000) + "\r\n--b\r\n\r\nx\r\n--b--", "within the first");
    }

    private static void assertProblem(String body, String problem) {
        if (problem == null) assertThat(catchIn(body)).isNull();
        else assertThat(catchIn(body)).isInstanceOf(MultipartException.class).hasMessageContaining(problem);
    }

    private static Throwable catchIn(String body) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> bodies(body));
    }

    @Test
    void shouldRefuseABoundaryThatIsNone() {
        for (String boundary : new String[] {"", "x".repeat(201), "a\r\nb", "ends in blank "}) {
            assertThatThrownBy(() -> new MultipartReader(InputStream.nullInputStream(), boundary, 1))
                    .isInstanceOf(MultipartException.class);
        }
    }
}
