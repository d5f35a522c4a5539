package org.muniment.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.foreign.Commands;
import org.muniment.server.foreign.MunimentProcess;

/** An instance four times as large as the server's heap: stored by STOW-RS and by C-STORE, and any of its frames served by DICOMweb. */
@Tag("slow")
class LargeInstanceTest {

    private static final int FRAMES = 8_200;
    private static final int FRAME_LENGTH = 512 * 512;
    private static final String INSTANCE = "/studies/2.25.1/series/2.25.2/instances/2.25.3";

    @Test
    void shouldServeAnyFrameOfTwoGigabytes(@TempDir Path work) throws Exception {
        Commands.require("storescu");
        Path file = work.resolve("large.dcm");
        Samples.multiFrame(file, "2.25.1", "2.25.2", "2.25.3", FRAMES);
        assertThat(Files.size(file)).isGreaterThan(2_000_000_000L);
        try (MunimentProcess server = MunimentProcess.start(
                work.resolve("home"),
                Map.of("MUNIMENT_ADMIN_PASSWORD", DicomWeb.PASSWORD),
                List.of("--accept-unknown-sources"))) {
            DicomWeb web = new DicomWeb(server);
            HttpResponse<String> posted = web.post("/studies/2.25.1", file);
            assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
            // the very same again, which is found out when all of it is there
            Commands.Result stored =
                    Commands.run("storescu", "-aec", "MUNIMENT", "127.0.0.1", "" + server.dicomPort(), file.toString());
            assertThat(stored.exit()).as(stored.output()).isZero();
            Files.delete(file);

            for (int frame : new int[] {1, FRAMES, FRAMES / 2, 17}) {
                HttpResponse<InputStream> answer =
                        web.get(INSTANCE + "/frames/" + frame, "multipart/related; type=\"application/octet-stream\"");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(numberOf(answer.body().readAllBytes())).isEqualTo(frame);
            }
            HttpResponse<InputStream> whole = web.get(INSTANCE, "application/dicom; transfer-syntax=*");
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(DicomWeb.drain(whole.body())).isGreaterThan((long) FRAMES * FRAME_LENGTH);
        }
    }

    /** What the frame says of itself, behind the part's header. */
    private static int numberOf(byte[] multipart) {
        for (int at = 0; at < multipart.length - FRAME_LENGTH; at++) {
            boolean blankLine = multipart[at] == '\r'
                    && multipart[at + 1] == '\n'
                    && multipart[at + 2] == '\r'
                    && multipart[at + 3] == '\n';
            if (blankLine) return ByteBuffer.wrap(multipart, at + 4, 4).getInt();
        }
        throw new AssertionError("no part of a frame's length");
    }
}
