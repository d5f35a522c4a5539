package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Our SCU against DCMTK's servers. */
class DcmtkServersTest {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    @TempDir
    Path directory;

    @BeforeAll
    static void installed() {
        Dcmtk.assumeInstalled();
    }

    @Test
    void shouldStoreToStorescp() throws Exception {
        Path received = Files.createDirectory(directory.resolve("received"));
        try (Dcmtk.Server storescp =
                new Dcmtk.Server(directory, Dcmtk.freePort(), "storescp", "-od", received.toString())) {
            try (ScuAssociation scu = ScuAssociation.open(to("STORESCP", storescp.port())
                    .propose(UID.Verification, ToyArchive.NATIVE)
                    .window(8)
                    .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
                assertThat(scu.window()).as("storescp knows no window").isEqualTo(1);
                assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
                for (int i = 0; i < 5; i++) {
                    assertThat(store(scu, "1.2.3." + i, 500_000)).isEqualTo(DimseStatus.SUCCESS);
                }
            }
        }
        try (Stream<Path> files = Files.list(received)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(5);
            assertThat(DicomReader.readFile(all.get(0)).dataSet().contains(Tag.PixelData))
                    .isTrue();
        }
    }

    @Test
    void shouldUseAllServicesOfDcmqrscp() throws Exception {
        Files.createDirectory(directory.resolve("db"));
        ToyArchive moved = new ToyArchive();
        ToyArchive got = new ToyArchive();
        try (DicomServer destination = DicomServer.start(
                        ServerConfig.defaults().withBind("127.0.0.1", 0),
                        ToyArchive.capabilities(ToyArchive.NATIVE),
                        moved.services());
                Dcmtk.Server dcmqrscp = new Dcmtk.Server(
                        directory,
                        Dcmtk.freePort(),
                        "dcmqrscp",
                        "-c",
                        config(destination.port()).toString())) {
            try (ScuAssociation scu = ScuAssociation.open(to("QRSCP", dcmqrscp.port())
                    .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                    .propose(FIND, ToyArchive.NATIVE)
                    .propose(MOVE, ToyArchive.NATIVE))) {
                for (int i = 0; i < 5; i++) store(scu, "1.2.3." + i, 50_000);
                List<String> found = new ArrayList<>();
                DimseStatus status =
                        scu.find(FIND, query("IMAGE"), match -> found.add(match.getString(Tag.SOPInstanceUID)));
                assertThat(status).isEqualTo(DimseStatus.SUCCESS);
                assertThat(found).hasSize(5).contains("1.2.3.4");

                RetrieveResponse response = scu.move(MOVE, query("STUDY"), "TESTER", counts -> true);
                assertThat(response.status().code()).isZero();
                assertThat(response.counts().completed()).isEqualTo(5);
                assertThat(moved.instances).hasSize(5);
            }
            try (ScuAssociation scu = ScuAssociation.open(to("QRSCP", dcmqrscp.port())
                    .propose(GET, ToyArchive.NATIVE)
                    .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                    .asScp(UID.CTImageStorage))) {
                RetrieveResponse response =
                        scu.get(GET, query("STUDY"), got.services().store(), counts -> true);
                assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
                assertThat(got.instances.keySet()).isEqualTo(moved.instances.keySet());
            }
        }
    }

    private Path config(int destinationPort) throws IOException {
        return Files.writeString(
                directory.resolve("dcmqrscp.cfg"),
                """
                MaxPDUSize = 131072
                MaxAssociations = 8
                HostTable BEGIN
                tester = (TESTER, 127.0.0.1, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                QRSCP %s RW (200, 1024mb) ANY
                AETable END
                """
                        .formatted(destinationPort, directory.resolve("db")));
    }

    private static AssociateOptions to(String aet, int port) {
        return AssociateOptions.to(new Destination(aet, "127.0.0.1", port), "TESTER");
    }

    private static DimseStatus store(ScuAssociation scu, String uid, int size) throws IOException {
        byte[] bytes = DicomWriter.toBytes(ToyArchive.image(uid, "P1", size), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return scu.store(UID.CTImageStorage, uid, UID.ExplicitVRLittleEndian, out -> out.write(bytes));
    }

    private static Attributes query(String level) {
        Attributes query = new Attributes();
        query.setString(Tag.QueryRetrieveLevel, VR.CS, level);
        query.setString(Tag.StudyInstanceUID, VR.UI, ToyArchive.studyUid("P1"));
        if (level.equals("IMAGE")) {
            query.setString(Tag.SeriesInstanceUID, VR.UI, ToyArchive.studyUid("P1") + ".1");
            query.setNull(Tag.SOPInstanceUID, VR.UI);
        }
        return query;
    }
}
