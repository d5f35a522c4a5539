package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Capabilities;
import org.muniment.dicom.net.DicomServer;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.dicom.net.NormalizedScp;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.ServerConfig;
import org.muniment.dicom.net.dimse.CommandField;

/** Storage commitment over its real route, as a modality sees it. */
class CommitmentRouteTest {

    private static final String COMMITMENT = UID.StorageCommitmentPushModel;
    private static final String INSTANCE = UID.StorageCommitmentPushModelInstance;
    private static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    @TempDir
    Path home;

    private final BlockingQueue<NormalizedRequest> events = new LinkedBlockingQueue<>();
    private final NormalizedScp receiver = (association, event) -> {
        events.add(event);
        return NormalizedResponse.SUCCESS;
    };
    private DicomServer modality;
    private TestArchive archive;

    @BeforeEach
    void start() throws Exception {
        modality = listen(0);
        TestArchive.source(home, "CT1", "host: 127.0.0.1", "port: " + modality.port(), "may: [echo, store, commit]");
        TestArchive.source(home, "OLD", "may: [echo, store]");
        archive = TestArchive.start(home);
    }

    private DicomServer listen(int port) throws IOException {
        return DicomServer.start(
                ServerConfig.defaults().withBind("127.0.0.1", port),
                new Capabilities().support(COMMITMENT, NATIVE),
                DimseServices.verification().withNormalized(CommandField.N_EVENT_REPORT, receiver));
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        modality.close();
    }

    private void store(int study, int instance) throws IOException {
        byte[] bytes = Instances.bytes(Instances.image(study, instance));
        try (ScuAssociation scu =
                ScuAssociation.open(archive.as("CT1").propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
            assertThat(scu.store(
                            UID.CTImageStorage,
                            Instances.uid(study, instance),
                            UID.ExplicitVRLittleEndian,
                            out -> out.write(bytes)))
                    .isEqualTo(DimseStatus.SUCCESS);
        }
    }

    private static Attributes information(String transaction, String... instances) {
        Attributes information = new Attributes();
        information.setString(Tag.TransactionUID, VR.UI, transaction);
        Attributes[] items = new Attributes[instances.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = new Attributes();
            items[i].setString(Tag.ReferencedSOPClassUID, VR.UI, UID.CTImageStorage);
            items[i].setString(Tag.ReferencedSOPInstanceUID, VR.UI, instances[i]);
        }
        information.setItems(Tag.ReferencedSOPSequence, items);
        return information;
    }

    private AssociateOptions commitmentAs(String aet) {
        return archive.as(aet).propose(COMMITMENT, NATIVE);
    }

    private NormalizedRequest event() throws InterruptedException {
        NormalizedRequest event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("a result within 20 s").isNotNull();
        return event;
    }

    @Test
    void shouldReportOnTheAssociationThatIsStillOpen() throws Exception {
        store(1, 1);
        modality.close();
        try (ScuAssociation scu = ScuAssociation.open(commitmentAs("CT1").events(receiver))) {
            NormalizedResponse response = scu.perform(
                    NormalizedRequest.action(COMMITMENT, INSTANCE, 1, information("1.2.3", Instances.uid(1, 1))));
            assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
            NormalizedRequest event = event();
            assertThat(event.type()).isEqualTo(1);
            assertThat(event.dataSet().getString(Tag.TransactionUID)).isEqualTo("1.2.3");
            assertThat(event.dataSet().getString(Tag.RetrieveAETitle)).isEqualTo(TestArchive.AET);
            assertThat(event.dataSet().getItems(Tag.ReferencedSOPSequence))
                    .extracting(item -> item.getString(Tag.ReferencedSOPInstanceUID))
                    .containsExactly(Instances.uid(1, 1));
            assertThat(event.dataSet().contains(Tag.FailedSOPSequence)).isFalse();
        }
    }

    @Test
    void shouldReportFailuresOnAnAssociationOfItsOwnWithRolesReversed() throws Exception {
        store(1, 1);
        try (ScuAssociation scu = ScuAssociation.open(commitmentAs("CT1"))) {
            scu.perform(NormalizedRequest.action(
                    COMMITMENT, INSTANCE, 1, information("1.2.4", Instances.uid(1, 1), "2.25.9.9.9")));
        }
        NormalizedRequest event = event();
        assertThat(event.type()).isEqualTo(2);
        assertThat(event.sopInstanceUid()).isEqualTo(INSTANCE);
        assertThat(event.dataSet().getItems(Tag.ReferencedSOPSequence)).hasSize(1);
        assertThat(event.dataSet().getItems(Tag.FailedSOPSequence))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.getString(Tag.ReferencedSOPInstanceUID)).isEqualTo("2.25.9.9.9");
                    assertThat(item.getInt(Tag.FailureReason, 0)).isEqualTo(0x0112);
                });
    }

    @Test
    void shouldReportWhenThePeerIsBack() throws Exception {
        store(1, 1);
        int port = modality.port();
        modality.close();
        try (ScuAssociation scu = ScuAssociation.open(commitmentAs("CT1"))) {
            scu.perform(NormalizedRequest.action(COMMITMENT, INSTANCE, 1, information("1.2.5", Instances.uid(1, 1))));
        }
        assertThat(events.poll(500, TimeUnit.MILLISECONDS)).isNull();
        modality = listen(port);
        assertThat(event().type()).isEqualTo(1);
        Awaitility.await().until(() -> archive.commitment.pending() == 0);
        assertThat(events).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoRequestForCommitment() throws Exception {
        Attributes good = information("1.2.6", "2.25.1");
        Attributes withoutTransaction = information("1.2.6", "2.25.1");
        withoutTransaction.remove(Tag.TransactionUID);
        Attributes notAUid = information("1.2.x", "2.25.1");
        try (ScuAssociation scu = ScuAssociation.open(commitmentAs("CT1").propose(UID.CTImageStorage, NATIVE))) {
            assertThat(answer(scu, COMMITMENT, INSTANCE, 1, information("1.2.6")))
                    .isEqualTo(0x0115);
            assertThat(answer(scu, COMMITMENT, INSTANCE, 1, information("1.2.6", "")))
                    .isEqualTo(0x0115);
            assertThat(answer(scu, COMMITMENT, INSTANCE, 1, withoutTransaction)).isEqualTo(0x0115);
            assertThat(answer(scu, COMMITMENT, INSTANCE, 1, notAUid)).isEqualTo(0x0115);
            assertThat(answer(scu, COMMITMENT, INSTANCE, 1, new Attributes())).isEqualTo(0x0115);
            assertThat(answer(scu, COMMITMENT, INSTANCE, 2, good)).isEqualTo(0x0123);
            assertThat(answer(scu, COMMITMENT, "1.2.3", 1, good)).isEqualTo(0x0112);
            assertThat(answer(scu, UID.CTImageStorage, INSTANCE, 1, good)).isEqualTo(0x0211);
        }
        assertThat(archive.commitment.pending()).isZero();
    }

    private static int answer(ScuAssociation scu, String sopClass, String instance, int type, Attributes information)
            throws IOException {
        return scu.perform(NormalizedRequest.action(sopClass, instance, type, information))
                .status()
                .code();
    }

    @Test
    void shouldNotServeWhoMayNotCommit() throws Exception {
        try (ScuAssociation scu = ScuAssociation.open(commitmentAs("OLD").propose(UID.Verification, NATIVE))) {
            assertThat(scu.acceptedTransferSyntaxes(COMMITMENT)).isEmpty();
        }
    }
}
