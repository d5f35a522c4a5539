package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.net.RawPeer.LAST;
import static org.muniment.dicom.net.RawPeer.command;
import static org.muniment.dicom.net.RawPeer.context;
import static org.muniment.dicom.net.RawPeer.pData;
import static org.muniment.dicom.net.RawPeer.pdv;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;

/** DIMSE-N in both roles, and what malformed requests are answered. */
class NormalizedServicesTest {

    private static final String MPPS = UID.ModalityPerformedProcedureStep;
    private static final String COMMITMENT = UID.StorageCommitmentPushModel;
    private static final String COMMITMENT_INSTANCE = UID.StorageCommitmentPushModelInstance;
    private static final ServerConfig CONFIG = ServerConfig.defaults().withBind("127.0.0.1", 0);

    private final BlockingQueue<NormalizedRequest> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<ServedAssociation> associations = new LinkedBlockingQueue<>();
    private volatile NormalizedResponse answer = NormalizedResponse.SUCCESS;
    private DicomServer server;

    @BeforeEach
    void start() throws IOException {
        DimseServices services = DimseServices.verification();
        for (CommandField operation : CommandField.values()) {
            if (operation.isNormalized() && operation != CommandField.N_DELETE) {
                services = services.withNormalized(operation, this::perform);
            }
        }
        Capabilities capabilities = new Capabilities()
                .support(UID.Verification, ToyArchive.NATIVE)
                .support(MPPS, ToyArchive.NATIVE)
                .support(COMMITMENT, ToyArchive.NATIVE);
        server = DicomServer.start(CONFIG, capabilities, services);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private NormalizedResponse perform(ServedAssociation association, NormalizedRequest request) {
        received.add(request);
        associations.add(association);
        return answer;
    }

    private AssociateOptions options() {
        return AssociateOptions.to(new Destination("ARCHIVE", "127.0.0.1", server.port()), "TESTER");
    }

    private ScuAssociation associate() throws IOException {
        return ScuAssociation.open(options().propose(MPPS, ToyArchive.NATIVE));
    }

    private static Attributes patient(String id) {
        Attributes attributes = new Attributes();
        attributes.setString(Tag.PatientID, VR.LO, id);
        return attributes;
    }

    private static Attributes transaction() {
        Attributes information = new Attributes();
        information.setString(Tag.TransactionUID, VR.UI, "1.2.3");
        return information;
    }

    @Nested
    class AsScuAndScp {

        @Test
        void shouldCreateAndBeToldTheInstanceThePerformerNames() throws IOException {
            answer = new NormalizedResponse(DimseStatus.SUCCESS, "1.2.99", patient("COERCED"));
            try (ScuAssociation scu = associate()) {
                NormalizedResponse response = scu.perform(NormalizedRequest.create(MPPS, null, patient("P1")));
                assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
                assertThat(response.sopInstanceUid()).isEqualTo("1.2.99");
                assertThat(response.dataSet().getString(Tag.PatientID)).isEqualTo("COERCED");
            }
            NormalizedRequest request = received.remove();
            assertThat(request.operation()).isEqualTo(CommandField.N_CREATE);
            assertThat(request.sopInstanceUid()).isNull();
            assertThat(request.dataSet().getString(Tag.PatientID)).isEqualTo("P1");
        }

        @Test
        void shouldSetGetAndActOnTheInstanceRequested() throws IOException {
            try (ScuAssociation scu = associate()) {
                assertThat(scu.perform(NormalizedRequest.set(MPPS, "1.2.5", patient("P2"))))
                        .isEqualTo(new NormalizedResponse(DimseStatus.SUCCESS, "1.2.5", null));
                answer = NormalizedResponse.of(DimseStatus.SUCCESS, patient("P2"));
                NormalizedResponse got =
                        scu.perform(NormalizedRequest.get(MPPS, "1.2.5", Tag.PatientID, Tag.PatientName));
                assertThat(got.dataSet().getString(Tag.PatientID)).isEqualTo("P2");
                scu.perform(NormalizedRequest.action(MPPS, "1.2.5", 7, new Attributes()));
            }
            assertThat(received.remove().operation()).isEqualTo(CommandField.N_SET);
            assertThat(received.remove().attributeIdentifiers()).containsExactly(Tag.PatientID, Tag.PatientName);
            NormalizedRequest action = received.remove();
            assertThat(action.type()).isEqualTo(7);
            assertThat(action.sopInstanceUid()).isEqualTo("1.2.5");
            assertThat(action.dataSet().isEmpty()).isTrue();
        }

        @Test
        void shouldTellAFailureWithItsErrorIdAndComment() throws IOException {
            DimseStatus failure =
                    DimseStatus.PROCESSING_FAILURE.withComment("no longer").withErrorId(0xA710);
            answer = NormalizedResponse.of(failure);
            try (ScuAssociation scu = associate()) {
                assertThat(scu.perform(NormalizedRequest.set(MPPS, "1.2.5", patient("P2")))
                                .status())
                        .isEqualTo(failure);
            }
        }

        @Test
        void shouldReportToTheRequestorThatIsScu() throws Exception {
            CompletableFuture<NormalizedRequest> event = new CompletableFuture<>();
            AssociateOptions options = options()
                    .propose(COMMITMENT, ToyArchive.NATIVE)
                    .events((association, request) -> {
                        event.complete(request);
                        return NormalizedResponse.SUCCESS;
                    });
            try (ScuAssociation scu = ScuAssociation.open(options)) {
                scu.perform(NormalizedRequest.action(COMMITMENT, COMMITMENT_INSTANCE, 1, transaction()));
                NormalizedResponse response = associations
                        .take()
                        .report(NormalizedRequest.eventReport(COMMITMENT, COMMITMENT_INSTANCE, 2, transaction()));
                assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
            }
            assertThat(event.get(5, TimeUnit.SECONDS).type()).isEqualTo(2);
            assertThat(event.get().dataSet().getString(Tag.TransactionUID)).isEqualTo("1.2.3");
        }

        @Test
        void shouldReportOnAnAssociationOfItsOwnOnlyInTheRoleOfScp() throws IOException {
            NormalizedRequest event = NormalizedRequest.eventReport(COMMITMENT, COMMITMENT_INSTANCE, 1, transaction());
            try (ScuAssociation scp = ScuAssociation.open(
                    options().propose(COMMITMENT, ToyArchive.NATIVE).asScp(COMMITMENT))) {
                assertThat(scp.perform(event).status()).isEqualTo(DimseStatus.SUCCESS);
            }
            assertThat(received.remove().operation()).isEqualTo(CommandField.N_EVENT_REPORT);
            try (ScuAssociation scu = ScuAssociation.open(options().propose(COMMITMENT, ToyArchive.NATIVE))) {
                assertThatThrownBy(() -> scu.perform(event))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("SCP");
            }
        }

        @Test
        void shouldSayThatAnAssociationHasEndedToWhoReportsOnIt() throws Exception {
            try (ScuAssociation scu = associate()) {
                scu.perform(NormalizedRequest.set(MPPS, "1.2.5", patient("P2")));
            }
            ServedAssociation association = associations.take();
            org.awaitility.Awaitility.await().until(() -> !association.isOpen());
            assertThatThrownBy(() -> association.report(NormalizedRequest.eventReport(MPPS, "1.2.5", 1, patient("P"))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Nested
    class Malformed {

        private DimseStatus answerTo(Command request, byte... dataSet) throws IOException {
            try (RawPeer peer = RawPeer.associated(server.port(), context(1, MPPS), context(3, COMMITMENT))) {
                peer.send(command(1, request));
                if (request.hasDataSet()) peer.send(pData(pdv(1, LAST, dataSet)));
                DimseStatus status = Statuses.of(peer.receiveCommand());
                peer.send(command(1, Command.normalized(CommandField.N_SET, 9, MPPS, "1.2", false)));
                assertThat(peer.receiveCommand().respondedTo())
                        .as("the association lives on")
                        .isEqualTo(9);
                return status;
            }
        }

        private static Command request(CommandField operation, String instance, boolean dataSet) {
            return Command.normalized(operation, 1, MPPS, instance, dataSet);
        }

        @Test
        void shouldBeAnsweredByAStatusThatSaysWhat() throws IOException {
            assertThat(answerTo(request(CommandField.N_SET, null, false)).code())
                    .isEqualTo(0x0120);
            assertThat(answerTo(request(CommandField.N_SET, "1.2.x", false)).code())
                    .isEqualTo(0x0117);
            assertThat(answerTo(request(CommandField.N_SET, "9".repeat(65), false))
                            .code())
                    .isEqualTo(0x0117);
            assertThat(answerTo(request(CommandField.N_ACTION, "1.2", false)).code())
                    .isEqualTo(0x0123);
            assertThat(answerTo(request(CommandField.N_DELETE, "1.2", false)).code())
                    .isEqualTo(0x0211);
            assertThat(answerTo(request(CommandField.N_EVENT_REPORT, "1.2", false))
                            .code())
                    .as("the peer is no SCP here")
                    .isEqualTo(0x0122);
            assertThat(answerTo(Command.normalized(CommandField.N_SET, 1, COMMITMENT, "1.2", false))
                            .code())
                    .as("class of another context")
                    .isEqualTo(0x0122);
        }

        @Test
        void shouldBeAnsweredWhereTheDataSetIsBroken() throws IOException {
            byte[] overlong = {8, 0, 0x18, 0, 127, 127, 127, 127, '1'};
            assertThat(answerTo(request(CommandField.N_CREATE, "1.2", true), overlong)
                            .code())
                    .isEqualTo(0x0110);
            assertThat(answerTo(request(CommandField.N_CREATE, "1.2", true)).isSuccess())
                    .as("an empty data set is none")
                    .isTrue();
        }

        @Test
        void shouldBeRefusedWhereTheDataSetIsTooLarge() throws IOException {
            try (RawPeer peer = RawPeer.associated(server.port(), context(1, MPPS))) {
                peer.send(command(1, request(CommandField.N_CREATE, "1.2", true)));
                byte[] noise = new byte[100_000];
                Arrays.fill(noise, (byte) 'x');
                for (int i = 0; i < 20; i++) peer.send(pData(pdv(1, i == 19 ? LAST : 0, noise)));
                assertThat(peer.receiveCommand().status()).isEqualTo(0x0213);
            }
            assertThat(received).isEmpty();
        }

        @Test
        void shouldBecomeAStatusWhereTheHandlerFails() throws IOException {
            answer = null;
            assertThat(answerTo(request(CommandField.N_GET, "1.2", false)).code())
                    .isEqualTo(0x0110);
        }
    }
}
