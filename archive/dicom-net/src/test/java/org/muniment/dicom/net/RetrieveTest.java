package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Sub-operations of C-GET and C-MOVE that do not all go well. */
class RetrieveTest {

    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final List<String> LOSSLESS =
            List.of(UID.JPEG2000Lossless, UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    /** An instance of a given SOP class and stored syntax whose data set is where it was written in. */
    private record Stored(
            String sopClassUid, String sopInstanceUid, String transferSyntaxUid, List<String> convertibleTo)
            implements SubOperation {

        static Stored ct(String uid, String syntax, String... convertibleTo) {
            return new Stored(UID.CTImageStorage, uid, syntax, List.of(convertibleTo));
        }

        @Override
        public void writeDataSet(String syntax, OutputStream out) throws IOException {
            if (sopInstanceUid.startsWith("9.")) throw new IOException("disk gone");
            out.write(new byte[sopInstanceUid.startsWith("8.") ? 1_000_000 : 100]);
            if (sopInstanceUid.startsWith("8.")) throw new IOException("disk gone half way");
        }
    }

    private final ToyArchive received = new ToyArchive();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size(); i > 0; i--) open.get(i - 1).close();
    }

    private DicomServer serve(Collection<String> syntaxes, DimseServices services) throws IOException {
        DicomServer server = DicomServer.start(
                ServerConfig.defaults().withBind("127.0.0.1", 0), ToyArchive.capabilities(syntaxes), services);
        open.add(server);
        return server;
    }

    private static DimseServices retrieving(Destination destination, SubOperation... instances) {
        RetrieveScp scp = (association, request) -> new RetrieveResult.SubOperations(destination, List.of(instances));
        return DimseServices.verification().withGet(scp).withMove(scp);
    }

    private static Attributes study() {
        Attributes identifier = new Attributes();
        identifier.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        identifier.setString(Tag.StudyInstanceUID, VR.UI, "1.2.3");
        return identifier;
    }

    private static AssociateOptions to(DicomServer server) {
        return AssociateOptions.to(new Destination("ARCHIVE", "127.0.0.1", server.port()), "TESTER");
    }

    private ScuAssociation open(AssociateOptions options) throws IOException {
        ScuAssociation scu = ScuAssociation.open(options);
        open.add(scu);
        return scu;
    }

    @Nested
    class Prepared {

        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();

        /** Gets one instance that is ready at the given look, if ever. */
        private RetrieveResponse get(Preparation.Progress atLook3, Function<SubOperationCounts, Boolean> goesOn)
                throws IOException {
            Preparation preparation = new Preparation() {
                @Override
                public Progress proceed() {
                    return looks.incrementAndGet() < 3 ? new NotYet(Duration.ofMillis(10)) : atLook3;
                }

                @Override
                public void end() {
                    ends.incrementAndGet();
                }
            };
            RetrieveScp scp = (association, request) -> new RetrieveResult.SubOperations(
                    null, List.of(Stored.ct("1.1", UID.ExplicitVRLittleEndian)), preparation);
            ScuAssociation scu =
                    open(to(serve(LOSSLESS, DimseServices.verification().withGet(scp)))
                            .propose(GET, ToyArchive.NATIVE)
                            .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                            .asScp(UID.CTImageStorage));
            return scu.get(GET, study(), received.services().store(), goesOn::apply);
        }

        @Test
        void shouldAnswerPendingUntilTheInstancesCanBeSent() throws IOException {
            List<SubOperationCounts> pending = new ArrayList<>();

            RetrieveResponse response = get(new Preparation.Ready(), pending::add);

            assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(received.instances).containsOnlyKeys("1.1");
            SubOperationCounts allLeft = new SubOperationCounts(1, 0, 0, 0);
            assertThat(pending).containsExactly(allLeft, allLeft);
            assertThat(ends).hasValue(1);
        }

        @Test
        void shouldEndWhereTheyCanNotBeSent() throws IOException {
            DimseStatus later = DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS.withComment("being recalled");

            RetrieveResponse response = get(new Preparation.Failed(later), counts -> true);

            assertThat(response.status().code()).isEqualTo(later.code());
            assertThat(response.status().comment()).isEqualTo("being recalled");
            assertThat(received.instances).isEmpty();
            assertThat(ends).hasValue(1);
        }

        @Test
        void shouldHearACancelWhileItWaits() throws IOException {
            RetrieveResponse response = get(new Preparation.NotYet(Duration.ofHours(1)), counts -> false);

            assertThat(response.status()).isEqualTo(DimseStatus.CANCEL);
            assertThat(response.counts().remaining()).isEqualTo(1);
            assertThat(received.instances).isEmpty();
            assertThat(ends).hasValue(1);
        }
    }

    @Nested
    class Get {

        private RetrieveResponse get(DimseServices services, String... syntaxes) throws IOException {
            ScuAssociation scu = open(to(serve(LOSSLESS, services))
                    .propose(GET, ToyArchive.NATIVE)
                    .propose(UID.CTImageStorage, syntaxes)
                    .asScp(UID.CTImageStorage));
            return scu.get(GET, study(), received.services().store(), counts -> true);
        }

        @Test
        void shouldSendAsStoredWhereThePeerTakesIt() throws IOException {
            get(
                    retrieving(null, Stored.ct("1.1", UID.JPEG2000Lossless, UID.ExplicitVRLittleEndian)),
                    UID.JPEG2000Lossless);
            assertThat(received.instances.get("1.1").transferSyntaxUid()).isEqualTo(UID.JPEG2000Lossless);
        }

        @Test
        void shouldConvertWhereThePeerDoesNotTakeItAsStored() throws IOException {
            get(
                    retrieving(null, Stored.ct("1.1", UID.JPEG2000Lossless, UID.ExplicitVRLittleEndian)),
                    UID.ExplicitVRLittleEndian);
            assertThat(received.instances.get("1.1").transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        }

        @Test
        void shouldFailOnlyTheInstancesThatCannotBeSent() throws IOException {
            RetrieveResponse response = get(
                    retrieving(
                            null,
                            Stored.ct("1.1", UID.RLELossless),
                            Stored.ct("9.2", UID.ExplicitVRLittleEndian),
                            new Stored(UID.MRImageStorage, "1.3", UID.ExplicitVRLittleEndian, List.of()),
                            Stored.ct("1.4", UID.ExplicitVRLittleEndian)),
                    UID.ExplicitVRLittleEndian);
            assertThat(response.status().code()).isEqualTo(0xB000);
            assertThat(response.status().comment()).isEqualTo("no transfer syntax accepted by peer");
            assertThat(response.counts()).isEqualTo(new SubOperationCounts(0, 1, 3, 0));
            assertThat(response.failedSopInstanceUids()).containsExactly("1.1", "9.2", "1.3");
            assertThat(received.instances).containsOnlyKeys("1.4");
        }

        @Test
        void shouldFailWhereNoneCouldBeSent() throws IOException {
            RetrieveResponse response =
                    get(retrieving(null, Stored.ct("1.1", UID.RLELossless)), UID.ExplicitVRLittleEndian);
            assertThat(response.status().code()).isEqualTo(0xA702);
            assertThat(response.failedSopInstanceUids()).containsExactly("1.1");
        }

        @Test
        void shouldSucceedWithNothing() throws IOException {
            assertThat(get(retrieving(null), UID.ExplicitVRLittleEndian).status())
                    .isEqualTo(DimseStatus.SUCCESS);
        }

        @Test
        void shouldCountWarningsOfThePeer() throws IOException {
            ScuAssociation scu =
                    open(to(serve(LOSSLESS, retrieving(null, Stored.ct("1.1", UID.ExplicitVRLittleEndian))))
                            .propose(GET, ToyArchive.NATIVE)
                            .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                            .asScp(UID.CTImageStorage));
            RetrieveResponse response = scu.get(
                    GET,
                    study(),
                    (association, request, dataSet) -> DimseStatus.COERCION_OF_DATA_ELEMENTS,
                    counts -> true);
            assertThat(response.status().code()).isEqualTo(0xB000);
            assertThat(response.counts()).isEqualTo(new SubOperationCounts(0, 0, 0, 1));
        }

        @Test
        void shouldStopWhereThePeerCancels() throws IOException {
            Stored[] many = new Stored[1000];
            for (int i = 0; i < many.length; i++) many[i] = Stored.ct("1." + i, UID.ExplicitVRLittleEndian);
            ScuAssociation scu = open(to(serve(LOSSLESS, retrieving(null, many)))
                    .propose(GET, ToyArchive.NATIVE)
                    .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                    .asScp(UID.CTImageStorage));
            RetrieveResponse response =
                    scu.get(GET, study(), received.services().store(), counts -> counts.completed() < 10);
            assertThat(response.status()).isEqualTo(DimseStatus.CANCEL);
            assertThat(response.counts().completed()).isBetween(10, 999);
            assertThat(response.counts().remaining())
                    .isEqualTo(1000 - response.counts().completed());
        }

        @Test
        void shouldAnswerForInstancesThatFailAsTheyAreListed() throws IOException {
            List<SubOperation> broken = new AbstractList<>() {
                @Override
                public SubOperation get(int index) {
                    throw new IllegalStateException("index gone");
                }

                @Override
                public int size() {
                    return 3;
                }
            };
            DimseServices services = DimseServices.verification()
                    .withGet((association, request) -> new RetrieveResult.SubOperations(null, broken));
            assertThat(get(services, UID.ExplicitVRLittleEndian).status())
                    .isEqualTo(DimseStatus.of(0x0110, "C-GET failed: IllegalStateException"));
        }

        @Test
        void shouldAnswerTheStatusOfARefusal() throws IOException {
            DimseServices services = DimseServices.verification()
                    .withGet((association, request) ->
                            new RetrieveResult.Refused(DimseStatus.OUT_OF_RESOURCES.withComment("not now")));
            assertThat(get(services, UID.ExplicitVRLittleEndian).status()).isEqualTo(DimseStatus.of(0xA700, "not now"));
        }
    }

    @Nested
    class Move {

        private RetrieveResponse move(Destination destination, SubOperation... instances) throws IOException {
            ScuAssociation scu =
                    open(to(serve(LOSSLESS, retrieving(destination, instances))).propose(MOVE, ToyArchive.NATIVE));
            return scu.move(MOVE, study(), "DEST", counts -> true);
        }

        private Destination destination(Collection<String> syntaxes, DimseServices services) throws IOException {
            return new Destination(
                    "DEST", "127.0.0.1", serve(syntaxes, services).port());
        }

        @Test
        void shouldSendEachInstanceAsTheDestinationTakesIt() throws IOException {
            RetrieveResponse response = move(
                    destination(LOSSLESS, received.services()),
                    Stored.ct("1.1", UID.JPEG2000Lossless, UID.ExplicitVRLittleEndian),
                    Stored.ct("1.2", UID.RLELossless, UID.ExplicitVRLittleEndian),
                    Stored.ct("1.3", UID.RLELossless));
            assertThat(response.counts()).isEqualTo(new SubOperationCounts(0, 2, 1, 0));
            assertThat(response.failedSopInstanceUids()).containsExactly("1.3");
            assertThat(received.instances.get("1.1").transferSyntaxUid()).isEqualTo(UID.JPEG2000Lossless);
            assertThat(received.instances.get("1.2").transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        }

        @Test
        void shouldGoOnOnANewAssociationWhereOneInstanceBreaksIt() throws IOException {
            RetrieveResponse response = move(
                    destination(LOSSLESS, received.services()),
                    Stored.ct("1.1", UID.ExplicitVRLittleEndian),
                    Stored.ct("8.2", UID.ExplicitVRLittleEndian),
                    Stored.ct("1.3", UID.ExplicitVRLittleEndian));
            assertThat(response.counts().failed()).isBetween(1, 2);
            assertThat(response.failedSopInstanceUids()).contains("8.2");
            assertThat(received.instances).containsKey("1.3").doesNotContainKey("8.2");
        }

        @Test
        void shouldSayThatTheDestinationRejects() throws IOException {
            DicomServer refusing = DicomServer.start(
                    ServerConfig.defaults().withBind("127.0.0.1", 0),
                    (request, peer) -> new AssociationDecision.Reject(1, 1, 3),
                    DimseServices.verification());
            open.add(refusing);
            RetrieveResponse response = move(
                    new Destination("DEST", "127.0.0.1", refusing.port()),
                    Stored.ct("1.1", UID.ExplicitVRLittleEndian));
            assertThat(response.status().code()).isEqualTo(0xA702);
            assertThat(response.status().comment())
                    .startsWith("move destination rejects: permanent, calling-AE-title-not-recogn");
        }

        @Test
        void shouldCountWhatTheDestinationRefuses() throws IOException {
            AtomicInteger calls = new AtomicInteger();
            DimseServices services = DimseServices.verification()
                    .withStore((association, request, dataSet) ->
                            calls.incrementAndGet() == 2 ? DimseStatus.OUT_OF_RESOURCES : DimseStatus.SUCCESS);
            RetrieveResponse response = move(
                    destination(LOSSLESS, services),
                    Stored.ct("1.1", UID.ExplicitVRLittleEndian),
                    Stored.ct("1.2", UID.ExplicitVRLittleEndian),
                    Stored.ct("1.3", UID.ExplicitVRLittleEndian));
            assertThat(response.status().comment()).isEqualTo("peer answered A700H");
            assertThat(response.counts()).isEqualTo(new SubOperationCounts(0, 2, 1, 0));
            assertThat(response.failedSopInstanceUids()).containsExactly("1.2");
        }

        @Test
        void shouldStopWhereThePeerCancels() throws IOException {
            Stored[] many = new Stored[2000];
            for (int i = 0; i < many.length; i++) many[i] = Stored.ct("1." + i, UID.ExplicitVRLittleEndian);
            ScuAssociation scu = open(to(serve(LOSSLESS, retrieving(destination(LOSSLESS, received.services()), many)))
                    .propose(MOVE, ToyArchive.NATIVE));
            RetrieveResponse response = scu.move(MOVE, study(), "DEST", counts -> false);
            assertThat(response.status()).isEqualTo(DimseStatus.CANCEL);
            assertThat(response.counts().remaining()).isPositive();
        }
    }
}
