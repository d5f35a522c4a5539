package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/** Rates between our SCU and our SCP over loopback; slow, as numbers want a machine of their own. */
@Tag("measurement")
class ThroughputTest {

    @Test
    void shouldReceive250MegabytesASecondOnOneAssociation() throws IOException {
        assertThat(megabytesPerSecond(525_000, 2000, 1)).isGreaterThan(250);
    }

    @Test
    void shouldStore3000SmallObjectsASecondOnOneAssociation() throws IOException {
        assertThat(perSecond(4000, 10_000, 1)).isGreaterThan(3000);
    }

    @Test
    void shouldGainByAnAsynchronousWindow() throws IOException {
        assertThat(perSecond(4000, 20_000, 16)).isGreaterThan(6000);
    }

    @Test
    void shouldMoveAndGetAsFastAsTheNetworkLets() throws IOException {
        int size = 525_000;
        byte[] bytes =
                DicomWriter.toBytes(ToyArchive.image("1.2.3.4", "P1", size), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        StoreRequest stored =
                new StoreRequest(0, UID.CTImageStorage, "1.2.3.4", UID.ImplicitVRLittleEndian, 0, null, 0);
        SubOperation instance = new ToyArchive.Instance(stored, bytes, List.of());
        DimseServices sink = DimseServices.verification().withStore(ToyServer.NULL_SINK);
        ServerConfig config = ServerConfig.defaults().withBind("127.0.0.1", 0);
        try (DicomServer destination = DicomServer.start(config, ToyArchive.capabilities(ToyArchive.NATIVE), sink)) {
            RetrieveScp scp = (association, request) -> new RetrieveResult.SubOperations(
                    new Destination("SINK", "127.0.0.1", destination.port()), Collections.nCopies(1000, instance));
            try (DicomServer archive = DicomServer.start(
                            config,
                            ToyArchive.capabilities(ToyArchive.NATIVE),
                            sink.withMove(scp).withGet(scp));
                    ScuAssociation scu = ScuAssociation.open(
                            AssociateOptions.to(new Destination("ARCHIVE", "127.0.0.1", archive.port()), "TESTER")
                                    .propose(UID.StudyRootQueryRetrieveInformationModelMove, ToyArchive.NATIVE)
                                    .propose(UID.StudyRootQueryRetrieveInformationModelGet, ToyArchive.NATIVE)
                                    .propose(UID.CTImageStorage, UID.ImplicitVRLittleEndian)
                                    .asScp(UID.CTImageStorage))) {
                for (int round = 0; round < 2; round++) {
                    long start = System.nanoTime();
                    scu.move(UID.StudyRootQueryRetrieveInformationModelMove, new Attributes(), "SINK", c -> true);
                    long middle = System.nanoTime();
                    RetrieveResponse response = scu.get(
                            UID.StudyRootQueryRetrieveInformationModelGet,
                            new Attributes(),
                            ToyServer.NULL_SINK,
                            c -> true);
                    long end = System.nanoTime();
                    assertThat(response.counts().completed()).isEqualTo(1000);
                    double move = 1000e3 * size / (middle - start);
                    double get = 1000e3 * size / (end - middle);
                    System.out.printf("C-MOVE %.0f MB/s, C-GET %.0f MB/s%n", move, get);
                    if (round > 0) assertThat(Math.min(move, get)).isGreaterThan(250);
                }
            }
        }
    }

    private static double megabytesPerSecond(int size, int count, int window) throws IOException {
        return perSecond(size, count, window) * size / 1e6;
    }

    private static double perSecond(int size, int count, int window) throws IOException {
        byte[] bytes =
                DicomWriter.toBytes(ToyArchive.image("1.2.3.4", "P1", size), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        try (DicomServer server = DicomServer.start(
                ServerConfig.defaults().withBind("127.0.0.1", 0),
                ToyArchive.capabilities(ToyArchive.NATIVE),
                DimseServices.verification().withStore(ToyServer.NULL_SINK))) {
            AssociateOptions options = AssociateOptions.to(
                            new Destination("SINK", "127.0.0.1", server.port()), "TESTER")
                    .window(window)
                    .propose(UID.CTImageStorage, UID.ImplicitVRLittleEndian);
            run(options, bytes, count / 2);
            long start = System.nanoTime();
            run(options, bytes, count);
            double perSecond = count / ((System.nanoTime() - start) / 1e9);
            System.out.printf(
                    "%d x %d bytes, window %d: %.0f/s, %.0f MB/s%n",
                    count, size, window, perSecond, perSecond * size / 1e6);
            return perSecond;
        }
    }

    private static void run(AssociateOptions options, byte[] bytes, int count) throws IOException {
        try (ScuAssociation scu = ScuAssociation.open(options)) {
            CompletableFuture<DimseStatus> last = null;
            for (int i = 0; i < count; i++) {
                last = scu.storeAsync(
                        UID.CTImageStorage, "1.2.3." + i, UID.ImplicitVRLittleEndian, out -> out.write(bytes));
            }
            assertThat(last).isNotNull();
        }
    }
}
