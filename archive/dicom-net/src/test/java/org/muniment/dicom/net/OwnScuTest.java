package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;

/** Our SCU and our SCP, which know each other's mind too well: foreign peers are in the Dcmtk tests. */
class OwnScuTest {

    private static final ServerConfig CONFIG = ServerConfig.defaults().withBind("127.0.0.1", 0);
    private static final String STUDY_FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String STUDY_MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String STUDY_GET = UID.StudyRootQueryRetrieveInformationModelGet;

    private final ToyArchive archive = new ToyArchive();
    private DicomServer server;

    @BeforeEach
    void start() throws IOException {
        server = DicomServer.start(CONFIG, ToyArchive.capabilities(ToyArchive.NATIVE), archive.services());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private AssociateOptions options() {
        return AssociateOptions.to(new Destination("ARCHIVE", "127.0.0.1", server.port()), "TESTER");
    }

    private static Attributes query(String level, int tag, String value) {
        Attributes query = new Attributes();
        query.setString(Tag.QueryRetrieveLevel, VR.CS, level);
        query.setString(tag, VR.UI, value);
        return query;
    }

    @Test
    void shouldEcho() throws IOException {
        try (ScuAssociation scu = ScuAssociation.open(options().propose(UID.Verification, ToyArchive.NATIVE))) {
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(server.associations()).isEqualTo(1);
        }
    }

    @Test
    void shouldStoreWhatWasSent() throws IOException {
        Attributes image = ToyArchive.image("1.2.3.4", "P1", 1_000_000);
        byte[] bytes = DicomWriter.toBytes(image, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        for (int maxPdu : new int[] {4096, 16_384, 131_072, 1 << 20}) {
            archive.instances.clear();
            try (ScuAssociation scu = ScuAssociation.open(
                    options().maxPduLength(maxPdu).propose(UID.CTImageStorage, UID.ImplicitVRLittleEndian))) {
                DimseStatus status =
                        scu.store(UID.CTImageStorage, "1.2.3.4", UID.ImplicitVRLittleEndian, out -> out.write(bytes));
                assertThat(status).isEqualTo(DimseStatus.SUCCESS);
            }
            assertThat(archive.instances.get("1.2.3.4").dataSet()).isEqualTo(bytes);
        }
    }

    @Test
    void shouldHaveSeveralStoresOutstandingWherePeerGrantsIt() throws Exception {
        byte[] bytes =
                DicomWriter.toBytes(ToyArchive.image("1.2.3.4", "P1", 4000), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        try (ScuAssociation scu =
                ScuAssociation.open(options().window(8).propose(UID.CTImageStorage, UID.ImplicitVRLittleEndian))) {
            assertThat(scu.window()).isEqualTo(8);
            List<CompletableFuture<DimseStatus>> statuses = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                statuses.add(scu.storeAsync(
                        UID.CTImageStorage, "1.2.3." + i, UID.ImplicitVRLittleEndian, out -> out.write(bytes)));
            }
            for (CompletableFuture<DimseStatus> status : statuses) {
                assertThat(status.get()).isEqualTo(DimseStatus.SUCCESS);
            }
        }
        assertThat(archive.instances).hasSize(100);
    }

    @Test
    void shouldFind() throws IOException {
        for (int i = 0; i < 50; i++) {
            archive.add(
                    ToyArchive.image("1.2.3." + i, i % 2 == 0 ? "EVEN" : "ODD", 10),
                    UID.ExplicitVRLittleEndian,
                    List.of());
        }
        List<String> found = new ArrayList<>();
        try (ScuAssociation scu = ScuAssociation.open(options()
                .propose(STUDY_FIND, ToyArchive.NATIVE)
                .extended(new ExtendedNegotiation(STUDY_FIND, new byte[] {1, 0, 1})))) {
            assertThat(scu.isAgreed(STUDY_FIND, ExtendedNegotiation.RELATIONAL)).isTrue();
            assertThat(scu.isAgreed(STUDY_FIND, ExtendedNegotiation.DATE_TIME_MATCHING))
                    .isFalse();
            DimseStatus status = scu.find(
                    STUDY_FIND,
                    query("IMAGE", Tag.PatientID, "ODD"),
                    match -> found.add(match.getString(Tag.SOPInstanceUID)));
            assertThat(status).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(found).hasSize(25).contains("1.2.3.1", "1.2.3.49");
    }

    @Test
    void shouldGet() throws IOException {
        for (int i = 0; i < 20; i++) {
            archive.add(ToyArchive.image("1.2.3." + i, "P1", 10_000), UID.ExplicitVRLittleEndian, List.of());
        }
        ToyArchive received = new ToyArchive();
        List<SubOperationCounts> progress = new ArrayList<>();
        try (ScuAssociation scu = ScuAssociation.open(options()
                .propose(STUDY_GET, ToyArchive.NATIVE)
                .propose(UID.CTImageStorage, ToyArchive.NATIVE)
                .asScp(UID.CTImageStorage))) {
            RetrieveResponse response = scu.get(
                    STUDY_GET,
                    query("STUDY", Tag.StudyInstanceUID, ToyArchive.studyUid("P1")),
                    received.services().store(),
                    progress::add);
            assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(response.counts()).isEqualTo(new SubOperationCounts(0, 20, 0, 0));
        }
        assertThat(received.instances.keySet()).isEqualTo(archive.instances.keySet());
        assertThat(progress).hasSize(19).first().isEqualTo(new SubOperationCounts(19, 1, 0, 0));
    }

    @Test
    void shouldMove() throws IOException {
        for (int i = 0; i < 20; i++) {
            archive.add(ToyArchive.image("1.2.3." + i, "P1", 10_000), UID.ExplicitVRLittleEndian, List.of());
        }
        ToyArchive other = new ToyArchive();
        try (DicomServer destination =
                        DicomServer.start(CONFIG, ToyArchive.capabilities(ToyArchive.NATIVE), other.services());
                ScuAssociation scu = ScuAssociation.open(options().propose(STUDY_MOVE, ToyArchive.NATIVE))) {
            archive.destinations.put("OTHER", new Destination("OTHER", "127.0.0.1", destination.port()));
            RetrieveResponse response = scu.move(
                    STUDY_MOVE,
                    query("STUDY", Tag.StudyInstanceUID, ToyArchive.studyUid("P1")),
                    "OTHER",
                    counts -> true);
            assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(response.counts()).isEqualTo(new SubOperationCounts(0, 20, 0, 0));
        }
        assertThat(other.instances.keySet()).isEqualTo(archive.instances.keySet());
        assertThat(other.instances.values()).allSatisfy(instance -> {
            assertThat(instance.request().moveOriginatorAet()).isEqualTo("TESTER");
            assertThat(instance.request().moveOriginatorMessageId()).isEqualTo(1);
        });
    }

    @Test
    void shouldSayWhyTheAssociationIsRejected() {
        assertThatThrownBy(() -> {
                    try (DicomServer refusing = DicomServer.start(
                            CONFIG,
                            (request, peer) ->
                                    new AssociationDecision.Reject(AssociateReject.CALLED_AE_TITLE_NOT_RECOGNIZED),
                            DimseServices.verification())) {
                        ScuAssociation.open(
                                AssociateOptions.to(new Destination("NOBODY", "127.0.0.1", refusing.port()), "TESTER")
                                        .propose(UID.Verification, ToyArchive.NATIVE));
                    }
                })
                .isInstanceOf(AssociationRejectedException.class)
                .hasMessageContaining("called-AE-title-not-recognized");
    }
}
