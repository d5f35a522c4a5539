package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.net.RawPeer.context;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.upperlayer.Ending;

/** How much a server takes at once, how it stops, and what it tells its listener. */
class ServerLimitsTest {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;

    /** Writes down what it is told. */
    private static final class Diary implements AssociationListener {
        private final List<String> entries = new CopyOnWriteArrayList<>();

        @Override
        public void opened(AssociationInfo association) {
            entries.add("opened " + association.callingAet() + " " + association.calledAet());
        }

        @Override
        public void closed(AssociationInfo association, Ending ending) {
            entries.add("closed " + ending);
        }

        @Override
        public void refused(String callingAet, InetAddress peer, AssociateReject reason) {
            entries.add("refused " + callingAet + " " + reason.text());
        }

        @Override
        public void operation(
                AssociationInfo association, CommandField operation, Duration duration, DimseStatus status) {
            entries.add(operation + " " + status);
        }
    }

    private final Diary diary = new Diary();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DicomServer server;

    private void start(ServerConfig config, DimseServices services) throws IOException {
        server = DicomServer.start(
                config.withBind("127.0.0.1", 0), ToyArchive.capabilities(ToyArchive.NATIVE), services, diary);
    }

    @AfterEach
    void stop() {
        server.close();
        threads.shutdownNow();
    }

    private ScuAssociation open() throws IOException {
        return ScuAssociation.open(AssociateOptions.to(new Destination("ARCHIVE", "127.0.0.1", server.port()), "GOOD")
                .propose(UID.Verification, ToyArchive.NATIVE)
                .propose(FIND, ToyArchive.NATIVE));
    }

    private static DimseStatus find(ScuAssociation scu) throws IOException {
        Attributes identifier = new Attributes();
        identifier.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        return scu.find(FIND, identifier, match -> true);
    }

    @Test
    void shouldRejectMoreAssociationsThanItMayHave() throws IOException {
        start(ServerConfig.defaults().withMaxAssociations(2, 10), DimseServices.verification());
        try (ScuAssociation first = open();
                ScuAssociation second = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(AssociationRejectedException.class)
                    .extracting(e -> ((AssociationRejectedException) e).reason())
                    .isEqualTo(AssociateReject.LOCAL_LIMIT_EXCEEDED);
            assertThat(first.echo()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(second.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
        Awaitility.await().until(() -> server.associations() == 0);
        open().close();
        assertThat(diary.entries).contains("refused GOOD transient, local-limit-exceeded");
    }

    @Test
    void shouldRejectMoreAssociationsThanOnePeerMayHave() throws IOException {
        start(ServerConfig.defaults().withMaxAssociations(10, 1), DimseServices.verification());
        try (ScuAssociation first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(AssociationRejectedException.class);
            assertThat(first.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void shouldServeWhile200ConnectionsSayNothing() throws IOException {
        start(ServerConfig.defaults().withMaxAssociations(10, 10), DimseServices.verification());
        List<RawPeer> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) silent.add(RawPeer.connect(server.port()));
        try (ScuAssociation scu = open()) {
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
        for (RawPeer peer : silent) peer.close();
    }

    @Test
    void shouldServeBeside200IdleAssociations() throws IOException {
        start(ServerConfig.defaults(), DimseServices.verification());
        List<RawPeer> idle = new ArrayList<>();
        for (int i = 0; i < 200; i++) idle.add(RawPeer.associated(server.port(), context(1, UID.Verification)));
        assertThat(server.associations()).isEqualTo(200);
        try (ScuAssociation scu = open()) {
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
        for (RawPeer peer : idle) peer.close();
    }

    @Test
    void shouldRefuseMoreOperationsThanTheWindowAllows() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        start(ServerConfig.defaults(), DimseServices.verification().withFind((association, request, responses) -> {
            started.countDown();
            awaitQuietly(go);
            return DimseStatus.SUCCESS;
        }));
        try (RawPeer peer = RawPeer.associated(server.port(), context(1, FIND))) {
            byte[] dataSet = RawPeer.pData(RawPeer.pdv(1, RawPeer.LAST, new byte[0]));
            for (int id : new int[] {1, 2, 1}) {
                peer.send(RawPeer.command(
                                1, org.muniment.dicom.net.dimse.Command.request(CommandField.C_FIND, id, FIND, true)))
                        .send(dataSet);
                assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(peer.receiveCommand().status()).as("second at once").isEqualTo(0xA700);
            assertThat(peer.receiveCommand().status()).as("same message id").isEqualTo(0x0210);
            go.countDown();
            assertThat(peer.receiveCommand().status()).isZero();
        }
    }

    @Test
    void shouldLetRunningOperationsFinishWhenItStops() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        start(ServerConfig.defaults(), DimseServices.verification().withFind((association, request, responses) -> {
            started.countDown();
            awaitQuietly(go);
            return DimseStatus.SUCCESS;
        }));
        ScuAssociation busy = open();
        Future<DimseStatus> finding = threads.submit(() -> find(busy));
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        Future<?> stopping = threads.submit(() -> server.stop(Duration.ofSeconds(20)));
        Awaitility.await().ignoreExceptions().until(() -> {
            try {
                open().close();
                return false;
            } catch (IOException refused) {
                return true;
            }
        });
        go.countDown();
        assertThat(finding.get(10, TimeUnit.SECONDS)).isEqualTo(DimseStatus.SUCCESS);
        busy.release();
        stopping.get(10, TimeUnit.SECONDS);
        assertThat(diary.entries).contains("closed RELEASED").doesNotContain("closed ABORTED");
    }

    @Test
    void shouldAbortIdleAssociationsEarlyWhenItStops() throws Exception {
        start(ServerConfig.defaults(), DimseServices.verification());
        try (RawPeer idle = RawPeer.associated(server.port(), context(1, UID.Verification))) {
            Future<?> stopping = threads.submit(() -> server.stop(Duration.ofSeconds(60)));
            idle.expectAbort(Abort.byUser());
            stopping.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldAbortWhatOutlivesTheGrace() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        start(ServerConfig.defaults(), DimseServices.verification().withFind((association, request, responses) -> {
            started.countDown();
            awaitQuietly(never);
            return DimseStatus.SUCCESS;
        }));
        ScuAssociation stuck = open();
        Future<DimseStatus> finding = threads.submit(() -> find(stuck));
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        server.stop(Duration.ofMillis(100));
        assertThatThrownBy(() -> finding.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        // the association's own thread leaves by itself once its handler has been interrupted
        Awaitility.await().until(() -> server.associations() == 0);
    }

    @Test
    void shouldTellItsListenerWhatHappens() throws IOException {
        start(ServerConfig.defaults(), DimseServices.verification());
        try (ScuAssociation scu = open()) {
            scu.echo();
            assertThat(find(scu).code()).isEqualTo(0x0122);
        }
        Awaitility.await().until(() -> diary.entries.size() == 4);
        assertThat(diary.entries)
                .containsExactly(
                        "opened GOOD ARCHIVE",
                        "C-ECHO 0000H",
                        "C-FIND 0122H (C-FIND is not offered)",
                        "closed RELEASED");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
