package org.muniment.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.foreign.Commands;
import org.muniment.server.foreign.MunimentProcess;

/** Ten clients that fetch a study again and again while a modality stores: all are served, none much less than the others. */
@Tag("slow")
class ManyClientsTest {

    private static final int CLIENTS = 10;
    private static final int SLICES = 40;
    private static final int STORED_MEANWHILE = 300;

    @Test
    void shouldServeTenClientsWhileOneStores(@TempDir Path work) throws Exception {
        Commands.require("storescu");
        Path study = slices(work.resolve("study"), "2.25.10", SLICES);
        Path more = slices(work.resolve("more"), "2.25.20", STORED_MEANWHILE);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (MunimentProcess server = MunimentProcess.start(
                work.resolve("home"),
                Map.of("MUNIMENT_ADMIN_PASSWORD", DicomWeb.PASSWORD),
                List.of("--accept-unknown-sources"))) {
            store(server, study);
            AtomicBoolean over = new AtomicBoolean();
            List<Future<Integer>> fetching = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) fetching.add(clients.submit(() -> fetchUntil(over, server)));
            store(server, more);
            over.set(true);

            List<Integer> fetched = new ArrayList<>();
            for (Future<Integer> client : fetching) fetched.add(client.get());
            assertThat(Collections.min(fetched)).as("%s", fetched).isPositive();
            assertThat(Collections.max(fetched)).as("%s", fetched).isLessThanOrEqualTo(3 * Collections.min(fetched));
            assertThat(server.isAlive()).isTrue();
            HttpResponse<InputStream> stored =
                    new DicomWeb(server).get("/studies/2.25.20/instances", "application/dicom+json");
            assertThat(stored.headers().firstValue("X-Total-Count")).contains("" + STORED_MEANWHILE);
            stored.body().close();
        } finally {
            clients.shutdownNow();
        }
    }

    private static int fetchUntil(AtomicBoolean over, MunimentProcess server) throws Exception {
        DicomWeb web = new DicomWeb(server);
        int fetched = 0;
        while (!over.get() || fetched == 0) {
            HttpResponse<InputStream> answer =
                    web.get("/studies/2.25.10", "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(DicomWeb.drain(answer.body())).isGreaterThan(SLICES * 512L * 512 * 2);
            fetched++;
        }
        return fetched;
    }

    private static void store(MunimentProcess server, Path folder) throws Exception {
        Commands.Result stored = Commands.run(
                "storescu", "-aec", "MUNIMENT", "+sd", "127.0.0.1", "" + server.dicomPort(), folder.toString());
        assertThat(stored.exit()).as(stored.output()).isZero();
    }

    private static Path slices(Path folder, String studyUid, int count) throws Exception {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++)
            Samples.slice(folder.resolve(i + ".dcm"), studyUid, studyUid + ".1", studyUid + ".1." + (i + 1));
        return folder;
    }
}
