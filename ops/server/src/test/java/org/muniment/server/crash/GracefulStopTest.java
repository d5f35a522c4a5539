package org.muniment.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.server.foreign.MunimentProcess;

/** SIGTERM in the middle of a C-STORE: nobody new is let in, who is in may finish, and what was told success is there. */
class GracefulStopTest {
    private static final Duration STOP = Duration.ofMinutes(1);

    @TempDir
    Path home;

    @Test
    void shouldFinishRunningAssociationsAndThenStopCassandraToo() throws Exception {
        Sent slice = Sent.slice("2.25.78.1", "2.25.78.1.1", 1, new Random(1));
        MunimentProcess server = MunimentProcess.start(home);
        ProcessHandle cassandra = server.cassandra();

        DimseStatus status = storeWhileStopping(server, slice);

        assertThat(status.isSuccess()).as(status.toString()).isTrue();
        assertThat(server.handle().onExit()).succeedsWithin(STOP);
        assertThat(cassandra.isAlive()).isFalse();
        try (MunimentProcess again = MunimentProcess.start(home)) {
            assertThat(new Peer(again.dicomPort()).get(slice.study()))
                    .isEqualTo(Map.of(slice.sopInstanceUid(), slice.digest()));
        }
    }

    private static DimseStatus storeWhileStopping(MunimentProcess server, Sent slice) throws IOException {
        byte[] bytes = slice.dataSet();
        int half = bytes.length / 2;
        try (ScuAssociation association = new Peer(server.dicomPort()).openForStore()) {
            return association.store(UID.CTImageStorage, slice.sopInstanceUid(), UID.ExplicitVRLittleEndian, out -> {
                out.write(bytes, 0, half);
                out.flush();
                server.handle().destroy();
                awaitRefusal(server.dicomPort());
                out.write(bytes, half, bytes.length - half);
            });
        }
    }

    private static void awaitRefusal(int port) {
        Awaitility.await().atMost(STOP).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return !socket.isConnected();
            } catch (IOException e) {
                return true;
            }
        });
    }
}
