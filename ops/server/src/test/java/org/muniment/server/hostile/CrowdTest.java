package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.server.hostile.Wire.COMMAND;
import static org.muniment.server.hostile.Wire.DATA_SET;
import static org.muniment.server.hostile.Wire.FIND;
import static org.muniment.server.hostile.Wire.LAST;
import static org.muniment.server.hostile.Wire.STORE;
import static org.muniment.server.hostile.Wire.pData;
import static org.muniment.server.hostile.Wire.pdv;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.pdu.PduWriter;
import org.muniment.dicom.net.pdu.PresentationContext;

/** Many peers at once that do nothing, or all of them the most they can. A good peer is served beside them or after them. */
@ExtendWith(UnderAttack.class)
class CrowdTest {

    /** Where more connect at once, the oldest of those that are not associated yet have to go. */
    private static final int FEWER_THAN_HANDSHAKES = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<RawPeer> crowd = new ArrayList<>();

    @AfterEach
    void disperse(Target target) throws IOException {
        for (RawPeer peer : crowd) peer.close();
        Awaitility.await().atMost(PATIENCE).until(() -> target.openAssociations() == 0);
    }

    @Test
    void shouldServeAGoodPeerBeside200IdleConnections(Target target) throws IOException {
        for (int i = 0; i < 200; i++) crowd.add(new RawPeer(target.port()));
        target.shouldServeAGoodPeer();
        for (RawPeer idle : crowd) assertThat(idle.hear()).isEqualTo("closed");
    }

    @Test
    void shouldServeAGoodPeerBeside200IdleAssociations(Target target) throws IOException {
        associate(target, 200);
        target.shouldServeAGoodPeer();
    }

    @Test
    void shouldRejectWhoeverComesBeyondTheLimitAndServeAgainAsSoonAsOneIsGone(Target target) throws IOException {
        associate(target, Target.MAX_ASSOCIATIONS);
        try (RawPeer late = new RawPeer(target.port())) {
            assertThat(late.send(Wire.GOOD_REQUEST).hear()).isEqualTo("A-ASSOCIATE-RJ 2/3/2");
        }
        crowd.remove(0).reset();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            target.shouldServeAGoodPeer();
            return true;
        });
    }

    private void associate(Target target, int count) throws IOException {
        for (int i = 0; i < count; i++) crowd.add(RawPeer.associated(target.port()));
    }

    /** Of as many small items as there can be, which cost most; and all of them stay. */
    @Test
    void shouldKeepItsMemoryWhereAllRequestsAreHuge(Target target) throws Exception {
        List<PresentationContext> contexts = new ArrayList<>();
        for (int id = 1; id < 256; id += 2) {
            List<String> syntaxes = new ArrayList<>(List.of(UID.ImplicitVRLittleEndian));
            for (int i = 0; i < 127; i++) syntaxes.add("1.2." + id + i);
            contexts.add(new PresentationContext(id, UID.Verification, syntaxes));
        }
        byte[] huge = PduWriter.write(Wire.request("MUNIMENT", Wire.CALLING_AET, contexts));
        List<String> answers = together(FEWER_THAN_HANDSHAKES, 220, i -> {
            RawPeer peer = new RawPeer(target.port());
            synchronized (crowd) {
                crowd.add(peer);
            }
            return peer.send(huge).hear();
        });
        assertThat(answers).hasSize(220).containsOnly("A-ASSOCIATE-AC");
    }

    /** A megabyte of the shortest values there are, which cost most. */
    @Test
    void shouldKeepItsMemoryWhereAllIdentifiersAreHuge(Target target) throws Exception {
        byte[] identifier = Wire.concat(
                Wire.implicit(Tag.QueryRetrieveLevel, "STUDY "),
                Wire.implicit(Tag.StudyInstanceUID, "1\\".repeat(450_000)));
        byte[] find = Wire.concat(
                pData(pdv(FIND, COMMAND | LAST, Wire.findCommand(1))),
                fragments(FIND, identifier),
                pData(pdv(FIND, DATA_SET | LAST, new byte[0])));
        associate(target, 200);
        assertThat(together(200, 200, i -> crowd.get(i).send(find).hear()))
                .hasSize(200)
                .allMatch(answer ->
                        answer.matches("P-DATA (A900H .*more than 20000 values.*|A700H .*large identifiers.*)"));
    }

    /** Nearly four megabytes before the UIDs, which is all there may be, or behind them; then pixels that do not come. */
    @ParameterizedTest
    @ValueSource(ints = {0x00070010, Crafted.PRIVATE})
    void shouldKeepItsMemoryWhereAllHeadersAreHuge(int tag, Target target) throws Exception {
        Crafted elements = new Crafted();
        for (int i = 0; i < 64; i++) elements.value(tag + i, "UN", new byte[60_000]);
        Crafted uids = Crafted.ct("2.25.668");
        byte[] header = Wire.concat(
                tag < Tag.SOPClassUID
                        ? Wire.concat(elements.bytes(), uids.bytes())
                        : Wire.concat(uids.bytes(), elements.bytes()),
                new Crafted()
                        .header(Tag.PixelData, "OW", 1_000_000)
                        .raw(new byte[50_000])
                        .bytes());
        byte[] store = Wire.concat(
                pData(pdv(STORE, COMMAND | LAST, Wire.storeCommand(1, "2.25.668"))), fragments(STORE, header));
        associate(target, 110);
        assertThat(together(110, 110, i -> crowd.get(i).send(store).hear()))
                .hasSize(110)
                .allMatch(answer -> answer.matches("A-ABORT 0/0|P-DATA A700H .*headers.*"));
        target.shouldHoldNothingUnfinished();
    }

    /** A data set in P-DATA-TF without an end. */
    private static byte[] fragments(int contextId, byte[] dataSet) {
        List<byte[]> pdus = new ArrayList<>();
        for (int at = 0; at < dataSet.length; at += 100_000) {
            byte[] fragment = Arrays.copyOfRange(dataSet, at, Math.min(at + 100_000, dataSet.length));
            pdus.add(pData(pdv(contextId, DATA_SET, fragment)));
        }
        return Wire.concat(pdus.toArray(byte[][]::new));
    }

    private interface Attack {
        String answer(int peer) throws IOException;
    }

    private static List<String> together(int atOnce, int count, Attack attack) throws Exception {
        ExecutorService attackers = Executors.newFixedThreadPool(atOnce);
        try {
            List<Callable<String>> attacks = IntStream.range(0, count)
                    .<Callable<String>>mapToObj(i -> () -> attack.answer(i))
                    .toList();
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : attackers.invokeAll(attacks)) answers.add(answer.get());
            return answers;
        } finally {
            attackers.shutdownNow();
        }
    }
}
