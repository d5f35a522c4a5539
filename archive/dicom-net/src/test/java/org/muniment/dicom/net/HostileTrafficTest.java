package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.dicom.net.RawPeer.COMMAND;
import static org.muniment.dicom.net.RawPeer.LAST;
import static org.muniment.dicom.net.RawPeer.command;
import static org.muniment.dicom.net.RawPeer.concat;
import static org.muniment.dicom.net.RawPeer.context;
import static org.muniment.dicom.net.RawPeer.pData;
import static org.muniment.dicom.net.RawPeer.pdu;
import static org.muniment.dicom.net.RawPeer.pdv;
import static org.muniment.dicom.net.RawPeer.request;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandBytes;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.ReleaseRequest;
import org.muniment.dicom.net.pdu.ReleaseResponse;
import org.muniment.dicom.net.pdu.RoleSelection;
import org.muniment.dicom.net.pdu.UserInformation;

/** Peers that break the rules get a definite answer, and the next peer is served as if nothing had been. */
class HostileTrafficTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final PresentationContext ECHO = context(1, UID.Verification);
    private static final PresentationContext CT = context(3, UID.CTImageStorage);
    private static final PresentationContext FIND = context(5, UID.StudyRootQueryRetrieveInformationModelFind);

    private final ToyArchive archive = new ToyArchive();
    private final BlockingQueue<Object> storeOutcomes = new ArrayBlockingQueue<>(10);
    private DicomServer server;

    @BeforeEach
    void start() throws IOException {
        StoreScp store = archive.services().store();
        DimseServices services = archive.services()
                .withStore((association, request, dataSet) -> {
                    try {
                        DimseStatus status = store.store(association, request, dataSet);
                        storeOutcomes.add(status);
                        return status;
                    } catch (IOException e) {
                        storeOutcomes.add(e);
                        throw e;
                    }
                })
                .withFind((association, request, responses) -> {
                    while (responses.pending(new Attributes(request.identifier()))) {}
                    return DimseStatus.SUCCESS;
                });
        server = DicomServer.start(
                ServerConfig.defaults().withBind("127.0.0.1", 0).withTimeouts(SHORT, SHORT, SHORT),
                ToyArchive.capabilities(ToyArchive.NATIVE),
                services);
    }

    @AfterEach
    void shouldServeTheNextPeerAsIfNothingHadBeen() throws IOException {
        try (ScuAssociation scu =
                ScuAssociation.open(AssociateOptions.to(new Destination("ARCHIVE", "127.0.0.1", server.port()), "GOOD")
                        .propose(UID.Verification, ToyArchive.NATIVE))) {
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
        Awaitility.await().until(() -> server.associations() == 0);
        server.close();
    }

    private RawPeer connect() throws IOException {
        return RawPeer.connect(server.port());
    }

    private RawPeer associated() throws IOException {
        return RawPeer.associated(server.port(), ECHO, CT, FIND);
    }

    private static byte[] storeCommand(int contextId, boolean withDataSet) {
        return command(
                contextId,
                Command.request(CommandField.C_STORE, 7, UID.CTImageStorage, withDataSet)
                        .with(Tag.AffectedSOPInstanceUID, VR.UI, "1.2.3.4"));
    }

    @Nested
    class BeforeTheAssociation {

        @Test
        void shouldAbortAtAPduOfNoKnownType() throws IOException {
            connect().send("09 00 00000004 00000000").expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortAtDataWithoutAssociation() throws IOException {
            connect().send(storeCommand(1, false)).expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortAtARequestOfHugeLength() throws IOException {
            connect().send("01 00 FFFFFFF0 0001").expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortAtARequestWhoseItemsAreLongerThanItself() throws IOException {
            connect()
                    .send(pdu(1, 72, concat(new byte[68], new byte[] {0x10, 0, 0x7F, 0})))
                    .expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortWhereNoContextIsProposed() throws IOException {
            connect().send(request()).expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortAtAnEvenContextId() throws IOException {
            connect().send(request(context(2, UID.Verification))).expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortAtAContextIdUsedTwice() throws IOException {
            connect().send(request(ECHO, context(1, UID.CTImageStorage))).expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortAtMoreTransferSyntaxesThanThereAre() throws IOException {
            List<String> all = IntStream.range(0, 129).mapToObj(i -> "1.2." + i).toList();
            connect()
                    .send(request(new PresentationContext(1, UID.Verification, all)))
                    .expectAbort(Abort.byUser());
        }

        @Test
        void shouldAbortAtMoreRolesThanThereAreClasses() throws IOException {
            List<RoleSelection> roles = Collections.nCopies(257, new RoleSelection("1.2", true, true));
            UserInformation info =
                    new UserInformation(16_384, "1.2.3", null, null, roles, List.of(), List.of(), null, null);
            connect()
                    .send(new AssociateRequest(1, "ARCHIVE", "RAW", UID.DicomApplicationContext, List.of(ECHO), info))
                    .expectAbort(Abort.byUser());
        }

        @Test
        void shouldAcceptAllTheContextsThereCanBe() throws IOException {
            PresentationContext[] all = IntStream.range(0, 128)
                    .mapToObj(i -> context(2 * i + 1, UID.CTImageStorage))
                    .toArray(PresentationContext[]::new);
            try (RawPeer peer = connect().send(request(all))) {
                AssociateAccept accept = (AssociateAccept) peer.receive();
                assertThat(accept.presentationContexts()).hasSize(128).allMatch(PresentationContextResult::isAccepted);
                peer.send(new ReleaseRequest()).expect(new ReleaseResponse());
            }
        }

        @Test
        void shouldRejectAnotherProtocolVersion() throws IOException {
            connect()
                    .send(request(2, UID.DicomApplicationContext, ECHO))
                    .expect(AssociateReject.PROTOCOL_VERSION_NOT_SUPPORTED);
        }

        @Test
        void shouldRejectAnotherApplicationContext() throws IOException {
            connect().send(request(1, "1.2.3", ECHO)).expect(AssociateReject.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED);
        }

        @Test
        void shouldCloseWhereTheRequestDoesNotComeInTime() throws IOException {
            try (RawPeer peer = connect()) {
                peer.send("01 00 00000100 0001").expectClosed();
            }
        }

        @Test
        void shouldCloseAPeerThatSaysNothing() throws IOException {
            try (RawPeer peer = connect()) {
                peer.expectClosed();
            }
        }
    }

    @Nested
    class OnTheAssociation {

        @Test
        void shouldAbortAtAPduOfNoKnownType() throws IOException {
            associated().send("FF 00 00000000").expectAbort(Abort.byProvider(Abort.UNRECOGNIZED_PDU));
        }

        @Test
        void shouldAbortAtASecondRequest() throws IOException {
            associated().send(request(ECHO)).expectAbort(Abort.byProvider(Abort.UNEXPECTED_PDU));
        }

        @Test
        void shouldAbortAtDataLongerThanWeTake() throws IOException {
            associated()
                    .send(pdu(4, 0x7FFFFFF0, new byte[10]))
                    .expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldAbortAtDataTooShortForAnything() throws IOException {
            associated().send(pdu(4, 3, new byte[3])).expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldAbortAtAPdvLongerThanItsPdu() throws IOException {
            associated()
                    .send(pData(pdv(0x7FFFFFFF, 1, COMMAND | LAST, new byte[20])))
                    .expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldAbortAtAPdvHeaderBeyondItsPdu() throws IOException {
            byte[] complete = pdv(1, COMMAND, new byte[2]);
            associated()
                    .send(pData(complete, new byte[] {0, 0, 0}))
                    .expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldAbortAtACommandThatIsNone() throws IOException {
            associated()
                    .send(pData(pdv(1, COMMAND | LAST, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9})))
                    .expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldAbortAtACommandWithoutEnd() throws IOException {
            RawPeer peer = associated();
            for (int i = 0; i < 5; i++) peer.send(pData(pdv(1, COMMAND, new byte[16_000])));
            peer.expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldAbortAtAContextThatWasNotAccepted() throws IOException {
            associated().send(storeCommand(99, true)).expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldAbortAtADataSetWithoutCommand() throws IOException {
            associated()
                    .send(pData(pdv(3, LAST, new byte[10])))
                    .expectAbort(Abort.byProvider(Abort.UNEXPECTED_PDU_PARAMETER));
        }

        @Test
        void shouldAbortAtAFragmentOfAnotherContextWithinAMessage() throws Exception {
            associated()
                    .send(storeCommand(3, true))
                    .send(pData(pdv(3, 0, new byte[10])))
                    .send(pData(pdv(1, LAST, new byte[10])))
                    .expectAbort(Abort.byProvider(Abort.UNEXPECTED_PDU_PARAMETER));
            expectNothingStored();
        }

        @Test
        void shouldAbortAtACommandInsteadOfADataSet() throws Exception {
            associated()
                    .send(storeCommand(3, true))
                    .send(storeCommand(3, true))
                    .expectAbort(Abort.byProvider(Abort.UNEXPECTED_PDU_PARAMETER));
            expectNothingStored();
        }

        @Test
        void shouldAbortAtAResponseToNothing() throws IOException {
            Command response = Command.request(CommandField.C_STORE, 9, UID.CTImageStorage, false)
                    .response(0, false);
            associated().send(command(3, response)).expectAbort(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE));
        }

        @Test
        void shouldStoreNothingWhereThePeerAbortsWithinAPdv() throws Exception {
            try (RawPeer peer = associated()) {
                byte[] message = pData(pdv(3, LAST, new byte[1000]));
                peer.send(storeCommand(3, true)).send(java.util.Arrays.copyOf(message, 500));
            }
            expectNothingStored();
        }

        @Test
        void shouldStoreNothingWhereThePeerAbortsBetweenPdvs() throws Exception {
            try (RawPeer peer = associated()) {
                peer.send(storeCommand(3, true))
                        .send(pData(pdv(3, 0, new byte[1000])))
                        .send(Abort.byUser());
                peer.expectClosed();
            }
            expectNothingStored();
        }

        @Test
        void shouldStoreNothingWhereThePeerReleasesWithinAMessage() throws Exception {
            try (RawPeer peer = associated()) {
                peer.send(storeCommand(3, true))
                        .send(pData(pdv(3, 0, new byte[1000])))
                        .send(new ReleaseRequest());
                peer.expect(new ReleaseResponse());
            }
            expectNothingStored();
        }

        @Test
        void shouldAbortWhereTheRestOfAMessageDoesNotCome() throws Exception {
            associated()
                    .send(storeCommand(3, true))
                    .send(pData(pdv(3, 0, new byte[1000])))
                    .expectAbort(Abort.byUser());
            expectNothingStored();
        }

        @Test
        void shouldAbortAnIdleAssociation() throws IOException {
            associated().expectAbort(Abort.byUser());
        }

        @Test
        void shouldCutOffAPeerThatDoesNotRead() throws Exception {
            Attributes query = new Attributes();
            query.setString(Tag.PatientID, VR.LO, "x".repeat(60));
            try (RawPeer peer = associated()) {
                peer.send(command(
                                5,
                                Command.request(
                                        CommandField.C_FIND, 1, UID.StudyRootQueryRetrieveInformationModelFind, true)))
                        .send(pData(pdv(5, LAST, Identifiers.write(query, UID.ImplicitVRLittleEndian))));
                // nothing is read here, while the server has matches without end
                Awaitility.await().until(() -> server.associations() == 0);
            }
        }

        private void expectNothingStored() throws InterruptedException {
            assertThat(storeOutcomes.poll(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(archive.instances).isEmpty();
        }
    }

    @Nested
    class AnsweredByStatus {

        private void expectStatus(byte[] message, int status) throws IOException {
            try (RawPeer peer = associated()) {
                peer.send(message);
                Command response = peer.receiveCommand();
                assertThat(response.isResponse()).isTrue();
                assertThat(response.status()).isEqualTo(status);
                // the association is as good as before
                peer.send(command(1, Command.request(CommandField.C_ECHO, 8, UID.Verification, false)));
                assertThat(peer.receiveCommand().status()).isZero();
                peer.send(new ReleaseRequest()).expect(new ReleaseResponse());
            }
        }

        @Test
        void shouldRefuseAStoreWithoutDataSet() throws IOException {
            expectStatus(storeCommand(3, false), 0xC000);
        }

        @Test
        void shouldRefuseAStoreWithoutInstanceUid() throws IOException {
            byte[] message = command(3, Command.request(CommandField.C_STORE, 7, UID.CTImageStorage, true));
            expectStatus(concat(message, pData(pdv(3, LAST, new byte[10]))), 0x0120);
        }

        @Test
        void shouldRefuseASopClassThatIsNotItsContexts() throws IOException {
            byte[] message = command(3, Command.request(CommandField.C_STORE, 7, UID.MRImageStorage, true));
            expectStatus(concat(message, pData(pdv(3, LAST, new byte[10]))), 0x0122);
        }

        @Test
        void shouldRefuseAnOperationItDoesNotKnow() throws IOException {
            byte[] nCreate = CommandBytes.of(Command.request(CommandField.C_ECHO, 7, UID.Verification, false)
                    .with(Tag.CommandField, 0x0140));
            expectStatus(pData(pdv(1, COMMAND | LAST, nCreate)), 0x0211);
        }

        @Test
        void shouldRefuseAnIdentifierThatIsMalformed() throws IOException {
            byte[] message = command(
                    5, Command.request(CommandField.C_FIND, 7, UID.StudyRootQueryRetrieveInformationModelFind, true));
            byte[] lie = {8, 0, 5, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
            expectStatus(concat(message, pData(pdv(5, LAST, lie))), 0xC000);
        }

        @Test
        void shouldTakeAMessageInFragmentsOfAnySize() throws IOException {
            byte[] bytes = CommandBytes.of(Command.request(CommandField.C_ECHO, 7, UID.Verification, false));
            byte[][] pdvs = new byte[bytes.length][];
            for (int i = 0; i < bytes.length; i++) {
                pdvs[i] = pdv(1, COMMAND | (i == bytes.length - 1 ? LAST : 0), new byte[] {bytes[i]});
            }
            expectStatus(concat(pData(pdvs)), 0);
        }
    }
}
