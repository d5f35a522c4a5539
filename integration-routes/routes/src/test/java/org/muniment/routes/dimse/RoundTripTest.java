package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.core.audit.AuditLine;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.AssociationRejectedException;
import org.muniment.dicom.net.Capabilities;
import org.muniment.dicom.net.DicomServer;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.RetrieveResponse;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.ServerConfig;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.slf4j.LoggerFactory;

/** The archive's DIMSE services over its real routes, as a peer sees them. */
class RoundTripTest {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    @TempDir
    Path home;

    private final ListAppender<ILoggingEvent> auditLines = new ListAppender<>();
    private final Map<String, byte[]> received = new ConcurrentHashMap<>();
    private DicomServer workstation;
    private TestArchive archive;

    @BeforeEach
    void start() throws Exception {
        workstation = DicomServer.start(
                ServerConfig.defaults().withBind("127.0.0.1", 0),
                new Capabilities().support(UID.CTImageStorage, List.of(UID.ExplicitVRLittleEndian)),
                DimseServices.verification().withStore((association, request, dataSet) -> {
                    received.put(request.sopInstanceUid(), dataSet.readAllBytes());
                    return DimseStatus.SUCCESS;
                }));
        TestArchive.source(home, "ALL", "may: [echo, store, query, retrieve]");
        TestArchive.source(home, "MODALITY", "may: [echo, store]", "duplicates: reject");
        TestArchive.source(
                home, "DEST", "host: 127.0.0.1", "port: " + workstation.port(), "may: [receive, query, retrieve]");
        TestArchive.source(home, "DEAF", "host: 127.0.0.1", "port: " + freePort(), "may: [receive]");
        archive = TestArchive.start(home);
        auditLines.start();
        auditLogger().addAppender(auditLines);
    }

    @AfterEach
    void stop() throws IOException {
        auditLogger().detachAppender(auditLines);
        archive.close();
        workstation.close();
    }

    @Test
    void shouldGiveBackByGetWhatWasStored() throws Exception {
        store("ALL", Instances.image(1, 1), Instances.image(1, 2), Instances.image(2, 1));

        try (ScuAssociation scu = ScuAssociation.open(archive.as("ALL")
                .propose(GET, UID.ImplicitVRLittleEndian)
                .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                .asScp(UID.CTImageStorage))) {
            RetrieveResponse response = scu.get(
                    GET,
                    Instances.study(1),
                    (association, request, dataSet) -> {
                        received.put(request.sopInstanceUid(), dataSet.readAllBytes());
                        return DimseStatus.SUCCESS;
                    },
                    progress -> true);
            assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(response.counts().completed()).isEqualTo(2);
        }
        assertReceivedStudyOne();
    }

    @Test
    void shouldSendByMoveWhatWasStored() throws Exception {
        store("ALL", Instances.image(1, 1), Instances.image(1, 2), Instances.image(2, 1));

        RetrieveResponse response = move("ALL", "DEST", Instances.study(1));

        assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(response.counts().completed()).isEqualTo(2);
        assertReceivedStudyOne();
    }

    private void assertReceivedStudyOne() {
        Map<String, byte[]> expected = new HashMap<>();
        expected.put(Instances.uid(1, 1), Instances.bytes(Instances.image(1, 1)));
        expected.put(Instances.uid(1, 2), Instances.bytes(Instances.image(1, 2)));
        assertThat(received).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Nested
    class Find {

        @Test
        void shouldAnswerTheStudiesThatMatch() throws Exception {
            store("ALL", Instances.image(1, 1), Instances.image(2, 1));
            Attributes identifier = new Attributes();
            identifier.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
            identifier.setString(Tag.PatientID, VR.LO, "P2");
            identifier.setNull(Tag.StudyInstanceUID, VR.UI);

            List<String> studies = new ArrayList<>();
            assertThat(find("ALL", identifier, studies)).isEqualTo(DimseStatus.SUCCESS);
            assertThat(studies).containsExactly("2.25.2");
        }

        @Test
        void shouldBeCancelledByThePeer() throws Exception {
            store(
                    "ALL",
                    IntStream.rangeClosed(1, 100)
                            .mapToObj(study -> Instances.image(study, 1))
                            .toArray(Attributes[]::new));
            Attributes identifier = new Attributes();
            identifier.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
            identifier.setString(Tag.StudyDate, VR.DA, "20240229");
            identifier.setNull(Tag.StudyInstanceUID, VR.UI);
            try (ScuAssociation scu =
                    ScuAssociation.open(archive.as("ALL").propose(FIND, UID.ImplicitVRLittleEndian))) {
                // all answers may be on their way before the C-CANCEL is read
                org.awaitility.Awaitility.await()
                        .until(() -> scu.find(FIND, identifier, match -> false).code() == 0xFE00);
                assertThat(scu.find(FIND, Instances.study(7), match -> true)).isEqualTo(DimseStatus.SUCCESS);
            }
        }

        @Test
        void shouldBeToldWhatIsWrongWithAnIdentifier() throws Exception {
            Attributes identifier = new Attributes();
            identifier.setString(Tag.PatientID, VR.LO, "P2");
            DimseStatus status = find("ALL", identifier, new ArrayList<>());
            assertThat(status.code()).isEqualTo(0xA900);
            assertThat(status.comment()).contains("Level");
        }
    }

    @Nested
    class Duplicates {

        private final Attributes first = Instances.image(1, 1);
        private final Attributes other = Instances.image(1, 1);

        @BeforeEach
        void differ() {
            other.setString(Tag.ImageComments, VR.LT, "other");
        }

        @Test
        void shouldBeASuccessWhereIdentical() throws Exception {
            assertThat(store("ALL", first, first)).containsOnly(DimseStatus.SUCCESS);
        }

        @Test
        void shouldBeToldThatTheEarlierOneWasKept() throws Exception {
            store("ALL", first);
            DimseStatus status = store("ALL", other).get(0);
            assertThat(status.code()).isEqualTo(0xB000);
            assertThat(status.comment()).isEqualTo("not stored: an earlier version was kept");
        }

        @Test
        void shouldBeRefusedFromASourceThatRejectsThem() throws Exception {
            store("MODALITY", first);
            assertThat(store("MODALITY", other).get(0).code()).isEqualTo(0x0111);
        }
    }

    @Nested
    class Refusals {

        @Test
        void shouldMeetWhoeverIsUnknown() {
            assertThatThrownBy(() -> ScuAssociation.open(
                            archive.as("STRANGER").propose(UID.Verification, UID.ImplicitVRLittleEndian)))
                    .isInstanceOfSatisfying(AssociationRejectedException.class, e -> assertThat(e.reason())
                            .isEqualTo(AssociateReject.CALLING_AE_TITLE_NOT_RECOGNIZED));
            awaitAudit(1);
            assertThat(audit().get(0)).contains("outcome=rejected", "aet=STRANGER", "calling-AE-title-not-recognized");
        }

        @Test
        void shouldMeetWhoeverLosesAPermissionWhileAssociated() throws Exception {
            try (ScuAssociation scu =
                    ScuAssociation.open(archive.as("ALL").propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
                assertThat(store(scu, Instances.image(1, 1))).isEqualTo(DimseStatus.SUCCESS);
                TestArchive.source(home, "ALL", "may: [echo]", "defaultIssuerOfPatientId: CHANGED");
                org.awaitility.Awaitility.await()
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> store(scu, Instances.image(1, 1)).code() == 0x0124);
                assertThat(store(scu, Instances.image(1, 1)).comment()).isEqualTo("this source may not store");
            }
        }

        @Test
        void shouldMeetAMoveToNobodyKnown() throws Exception {
            store("ALL", Instances.image(1, 1));
            RetrieveResponse response = move("ALL", "ELSEWHERE", Instances.study(1));
            assertThat(response.status().code()).isEqualTo(0xA801);
            assertThat(response.status().comment()).contains("ELSEWHERE");
            assertThat(move("ALL", "MODALITY", Instances.study(1)).status().code())
                    .isEqualTo(0xA801);
        }

        @Test
        void shouldMeetADataSetOfAnotherInstance() throws Exception {
            try (ScuAssociation scu =
                    ScuAssociation.open(archive.as("ALL").propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
                DimseStatus status = scu.store(
                        UID.CTImageStorage,
                        "2.25.999",
                        UID.ExplicitVRLittleEndian,
                        out -> out.write(Instances.bytes(Instances.image(1, 1))));
                assertThat(status.code()).isEqualTo(0xA900);
            }
        }

        @Test
        void shouldMeetATruncatedDataSetAndNotTheNextOne() throws Exception {
            byte[] whole = Instances.bytes(Instances.image(1, 1));
            try (ScuAssociation scu =
                    ScuAssociation.open(archive.as("ALL").propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
                DimseStatus status = scu.store(
                        UID.CTImageStorage,
                        Instances.uid(1, 1),
                        UID.ExplicitVRLittleEndian,
                        out -> out.write(whole, 0, whole.length - 100));
                assertThat(status.code()).isEqualTo(0xC000);
                assertThat(store(scu, Instances.image(1, 1))).isEqualTo(DimseStatus.SUCCESS);
            }
        }
    }

    @Test
    void shouldSucceedInRetrievingNothingWhereThereIsNothing() throws Exception {
        RetrieveResponse response = move("ALL", "DEST", Instances.study(404));
        assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(response.counts().completed()).isZero();
    }

    @Test
    void shouldSaySoWhereTheDestinationDoesNotListen() throws Exception {
        store("ALL", Instances.image(1, 1), Instances.image(1, 2));
        RetrieveResponse response = move("ALL", "DEAF", Instances.study(1));
        assertThat(response.status().code()).isIn(0xA702, 0xB000);
        assertThat(response.counts().completed()).isZero();
        assertThat(response.failedSopInstanceUids())
                .containsExactlyInAnyOrder(Instances.uid(1, 1), Instances.uid(1, 2));
    }

    @Test
    void shouldAuditEachOperationWithoutNamingThePatient() throws Exception {
        store("ALL", Instances.image(1, 1));
        find("ALL", Instances.study(1), new ArrayList<>());
        move("ALL", "DEST", Instances.study(1));
        move("ALL", "ELSEWHERE", Instances.study(1));

        awaitAudit(4);
        assertThat(audit().get(0))
                .matches("operation=C-STORE outcome=0000 source=\"the ALL\" aet=ALL host=127.0.0.1 association=\\d+ "
                        + "message=\\d+ study=2.25.1");
        assertThat(audit().get(1)).contains("operation=C-FIND outcome=0000", "level=STUDY study=2.25.1 matches=1");
        assertThat(audit().get(2)).contains("operation=C-MOVE outcome=0000", "instances=1 destination=DEST");
        assertThat(audit().get(3)).contains("operation=C-MOVE outcome=A801", "destination=ELSEWHERE comment=");
        assertThat(String.join("\n", audit())).doesNotContain("Doe").doesNotContain("P1");
    }

    private List<DimseStatus> store(String callingAet, Attributes... instances) throws IOException {
        List<DimseStatus> statuses = new ArrayList<>();
        try (ScuAssociation scu =
                ScuAssociation.open(archive.as(callingAet).propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
            for (Attributes instance : instances) statuses.add(store(scu, instance));
        }
        return statuses;
    }

    private static DimseStatus store(ScuAssociation scu, Attributes instance) throws IOException {
        return scu.store(
                instance.getString(Tag.SOPClassUID),
                instance.getString(Tag.SOPInstanceUID),
                UID.ExplicitVRLittleEndian,
                out -> out.write(Instances.bytes(instance)));
    }

    private DimseStatus find(String callingAet, Attributes identifier, List<String> studies) throws IOException {
        try (ScuAssociation scu =
                ScuAssociation.open(archive.as(callingAet).propose(FIND, UID.ImplicitVRLittleEndian))) {
            return scu.find(FIND, identifier, match -> studies.add(match.getString(Tag.StudyInstanceUID)));
        }
    }

    private RetrieveResponse move(String callingAet, String destination, Attributes identifier) throws IOException {
        try (ScuAssociation scu =
                ScuAssociation.open(archive.as(callingAet).propose(MOVE, UID.ImplicitVRLittleEndian))) {
            return scu.move(MOVE, identifier, destination, progress -> true);
        }
    }

    /** The peer may be told before the line is written. */
    private void awaitAudit(int lines) {
        org.awaitility.Awaitility.await().ignoreExceptions().until(() -> audit().size() == lines);
    }

    private List<String> audit() {
        return auditLines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Logger auditLogger() {
        return (Logger) LoggerFactory.getLogger(AuditLine.LOGGER);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
