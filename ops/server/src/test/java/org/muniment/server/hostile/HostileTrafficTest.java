package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.muniment.server.hostile.Wire.COMMAND;
import static org.muniment.server.hostile.Wire.DATA_SET;
import static org.muniment.server.hostile.Wire.ECHO;
import static org.muniment.server.hostile.Wire.FIND;
import static org.muniment.server.hostile.Wire.LAST;
import static org.muniment.server.hostile.Wire.STORE;
import static org.muniment.server.hostile.Wire.WORKLIST;
import static org.muniment.server.hostile.Wire.echoCommand;
import static org.muniment.server.hostile.Wire.pData;
import static org.muniment.server.hostile.Wire.pdu;
import static org.muniment.server.hostile.Wire.pdv;
import static org.muniment.server.hostile.Wire.storeCommand;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Traffic on an established association that breaks PS3.8 or PS3.7: an A-ABORT that names the breach, and nothing stored. */
@ExtendWith(UnderAttack.class)
class HostileTrafficTest {

    private static final byte[] RELEASE_RQ = pdu(5, new byte[4]);
    private static final byte[] ABORT = pdu(7, new byte[4]);
    private static final byte[] NOTHING = {};

    private record Attack(String answer, byte[]... pdus) {}

    @ParameterizedTest
    @MethodSource({"pdus", "pdvs", "messages"})
    void shouldAnswer(Attack attack, Target target) throws IOException {
        try (RawPeer peer = RawPeer.associated(target.port())) {
            assertThat(peer.send(attack.pdus()).hear()).startsWith(attack.answer());
        }
        target.shouldHoldNothingUnfinished();
    }

    static Stream<Named<Attack>> pdus() {
        return Stream.of(
                attack("unknown type", "A-ABORT 2/1", pdu(0x42, new byte[4])),
                attack("type 0", "A-ABORT 2/1", pdu(0, new byte[4])),
                attack("four gigabytes", "A-ABORT 2/6", pdu(4, -1, new byte[100])),
                attack("two gigabytes", "A-ABORT 2/6", pdu(4, Integer.MAX_VALUE, new byte[100])),
                attack("longer than we take", "A-ABORT 2/6", pdu(4, (128 << 10) + 1, new byte[100])),
                attack("no room for a PDV", "A-ABORT 2/6", pdu(4, new byte[3])),
                attack("empty", "A-ABORT 2/6", pdu(4, NOTHING)),
                attack("shorter than it is", "A-ABORT 2/", pdu(4, 50, pdv(ECHO, COMMAND | LAST, echoCommand(1)))),
                attack("a second request", "A-ABORT 2/", pdu(1, new byte[100])),
                attack("an answer to nothing", "A-ABORT 2/2", pdu(6, new byte[4])),
                attack("a release of eight bytes", "A-ABORT 2/6", pdu(5, new byte[8])),
                attack("an abort of no bytes", "A-ABORT 2/6", pdu(7, NOTHING)));
    }

    static Stream<Named<Attack>> pdvs() {
        byte[] echo = echoCommand(1);
        return Stream.of(
                attack("longer than its PDU", "A-ABORT 2/6", pData(pdv(1000, ECHO, COMMAND | LAST, echo))),
                attack("four gigabytes", "A-ABORT 2/6", pData(pdv(-1, ECHO, COMMAND | LAST, echo))),
                attack("no room for its header", "A-ABORT 2/6", pData(pdv(1, ECHO, COMMAND | LAST, NOTHING))),
                attack("context not accepted", "A-ABORT 2/6", pData(pdv(WORKLIST, COMMAND | LAST, echo))),
                attack("context never proposed", "A-ABORT 2/6", pData(pdv(99, COMMAND | LAST, echo))),
                attack("even context", "A-ABORT 2/6", pData(pdv(2, COMMAND | LAST, echo))),
                attack("data set without command", "A-ABORT 2/5", pData(pdv(STORE, DATA_SET | LAST, new byte[10]))),
                attack(
                        "garbage for a command",
                        "A-ABORT 2/6",
                        pData(pdv(ECHO, COMMAND | LAST, "not a command".getBytes()))),
                attack("empty command", "A-ABORT 2/6", pData(pdv(ECHO, COMMAND | LAST, NOTHING))),
                attack(
                        "command of another context inside",
                        "A-ABORT 2/",
                        pData(pdv(STORE, COMMAND | LAST, storeCommand(1, "2.25.1")), pdv(ECHO, COMMAND | LAST, echo))),
                attack("command element of four gigabytes", "A-ABORT 2/6", pData(pdv(ECHO, COMMAND | LAST, new byte[] {
                    0, 0, 0, 1, -1, -1, -1, -1, 0, 0
                }))));
    }

    static Stream<Named<Attack>> messages() {
        byte[][] endless = new byte[80][];
        Arrays.fill(endless, pData(pdv(ECHO, COMMAND, Wire.element(0x0902, new byte[1000]))));
        return Stream.of(
                attack("command without end", "A-ABORT 2/6", endless),
                attack("unknown operation", "P-DATA 0211H", command(0x0160)),
                attack("N-DELETE of nothing", "P-DATA 0120H", command(0x0150)),
                attack(
                        "C-CANCEL of nothing, then release",
                        "A-RELEASE-RP",
                        pData(pdv(FIND, COMMAND | LAST, Wire.cancelCommand(7))),
                        RELEASE_RQ),
                attack("response to nothing", "A-ABORT", command(0x8030)),
                attack(
                        "C-STORE in the context of C-ECHO",
                        "P-DATA 0122H",
                        pData(pdv(ECHO, COMMAND | LAST, storeCommand(1, "2.25.1")), pdv(ECHO, LAST, new byte[10]))),
                attack(
                        "C-STORE without instance",
                        "P-DATA 0120H",
                        pData(pdv(STORE, COMMAND | LAST, storeCommand(1, null)), pdv(STORE, LAST, new byte[10]))),
                attack(
                        "C-STORE without data set",
                        "P-DATA C000H (",
                        pData(pdv(
                                STORE,
                                COMMAND | LAST,
                                Wire.command(1, 1, "1.2.840.10008.5.1.4.1.1.2", "2.25.1", false)))),
                attack("release in the middle of a message", "A-RELEASE-RP", half("2.25.2"), RELEASE_RQ));
    }

    private static byte[] command(int field) {
        return pData(pdv(ECHO, COMMAND | LAST, Wire.command(field, 1, "1.2.840.10008.1.1", null, false)));
    }

    /** The way a sender goes: A-ABORT between two fragments, or no word in the middle of one. */
    enum Leaving {
        ABORT,
        CLOSE,
        RESET
    }

    @ParameterizedTest
    @EnumSource
    void shouldStoreNothingOfAnInstanceWhoseSenderIsGone(Leaving leaving, Target target) throws IOException {
        String uid = Instance.freshUid();
        RawPeer peer = RawPeer.associated(target.port());
        byte[] cut = Arrays.copyOf(pData(pdv(STORE, DATA_SET, new byte[8000])), 5000);
        peer.send(half(uid));
        switch (leaving) {
            case ABORT -> peer.send(ABORT).close();
            case CLOSE -> peer.send(cut).close();
            case RESET -> peer.send(cut).reset();
        }
        target.shouldHoldNothingUnfinished();
        target.shouldServeAGoodPeer();
    }

    /** A C-STORE that has begun: a good data set but for the last part of its pixels. */
    private static byte[] half(String uid) {
        byte[] whole = Crafted.ct(uid).pixels(10_000).bytes();
        return Wire.concat(
                pData(pdv(STORE, COMMAND | LAST, storeCommand(1, uid))),
                pData(pdv(STORE, DATA_SET, Arrays.copyOf(whole, 3000))));
    }

    @Test
    void shouldAbortPeersThatStopInTheMiddle(Target target) throws IOException {
        List<RawPeer> stalled = new ArrayList<>();
        byte[] echo = pData(pdv(ECHO, COMMAND | LAST, echoCommand(1)));
        for (byte[] beginning : List.of(
                Arrays.copyOf(echo, 4),
                Arrays.copyOf(echo, 30),
                pData(pdv(ECHO, COMMAND, echoCommand(1))),
                half(Instance.freshUid()),
                pdu(4, 10_000, pdv(9_994, ECHO, COMMAND | LAST, echoCommand(1))))) {
            stalled.add(RawPeer.associated(target.port()).send(beginning));
        }
        for (RawPeer peer : stalled) {
            assertThat(peer.hear()).isEqualTo("A-ABORT 0/0");
            assertThat(peer.hear()).isEqualTo("closed");
            peer.close();
        }
    }

    @Test
    void shouldNotWaitForARequestThatComesByteByByte(Target target) throws IOException {
        byte[] request = pdu(1, new byte[60_000]);
        try (RawPeer peer = new RawPeer(target.port())) {
            int[] sent = {0};
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Target.ARTIM.multipliedBy(10))
                    .until(() -> !peer.trySend(request[sent[0]++]));
        }
    }

    @Test
    void shouldOutliveAStormOfCancels(Target target) throws IOException {
        try (RawPeer peer = RawPeer.associated(target.port())) {
            byte[][] cancels = new byte[10_000][];
            for (int i = 0; i < cancels.length; i++) {
                cancels[i] = pData(pdv(FIND, COMMAND | LAST, Wire.cancelCommand(i)));
            }
            peer.send(cancels).send(pData(pdv(ECHO, COMMAND | LAST, echoCommand(9))));
            assertThat(peer.hear()).isEqualTo("P-DATA 0000H");
        }
    }

    @Test
    void shouldEndAnAssociationReleasedUnderARunningQuery(Target target) throws IOException {
        byte[] identifier = Wire.concat(Wire.implicit(0x00080052, "STUDY "), Wire.implicit(0x0020000D, Crafted.STUDY));
        try (RawPeer peer = RawPeer.associated(target.port())) {
            peer.send(
                    pData(pdv(FIND, COMMAND | LAST, Wire.findCommand(1)), pdv(FIND, DATA_SET | LAST, identifier)),
                    RELEASE_RQ);
            String heard = peer.hear();
            while (heard.startsWith("P-DATA")) heard = peer.hear();
            assertThat(heard).isIn("A-RELEASE-RP", "A-ABORT 2/2");
        }
    }

    private static Named<Attack> attack(String name, String answer, byte[]... pdus) {
        return named(name, new Attack(answer, pdus));
    }
}
