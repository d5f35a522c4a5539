package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.muniment.server.hostile.Wire.COMMAND;
import static org.muniment.server.hostile.Wire.DATA_SET;
import static org.muniment.server.hostile.Wire.LAST;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.pdu.PduWriter;
import org.muniment.dicom.net.pdu.PresentationContext;

/** DIMSE-N requests that are malformed or make no sense: a status that says so, on an association that lives on. */
@ExtendWith(UnderAttack.class)
class HostileNormalizedTest {

    private static final int ECHO = 1;
    private static final int MPPS = 3;
    private static final int RETRIEVE = 5;
    private static final int COMMITMENT = 7;
    private static final int CT = 9;

    private static final String STEP = UID.ModalityPerformedProcedureStep;
    private static final String COMMIT = UID.StorageCommitmentPushModel;
    private static final String COMMIT_INSTANCE = UID.StorageCommitmentPushModelInstance;
    private static final int CHUNK = 16_000;

    private static final byte[] NONE = null;
    private static final byte[] GARBAGE = HexFormat.of().parseHex("00ff13371337ffffffffdeadbeef");
    private static final byte[] OVERLONG = HexFormat.of().parseHex("0800181070ffff7f31");
    private static final byte[] UNCLOSED = HexFormat.of().parseHex("08009911fffffffffeff00e0ffffffff");

    private record Attack(int contextId, byte[] command, byte[] dataSet, String status) {}

    @ParameterizedTest
    @MethodSource("attacks")
    @Timeout(30)
    void shouldBeAnswered(Attack attack, Target target) throws IOException {
        try (RawPeer peer = new RawPeer(target.port())) {
            assertThat(peer.send(PduWriter.write(Wire.request("MUNIMENT", Wire.CALLING_AET, contexts())))
                            .hear())
                    .isEqualTo("A-ASSOCIATE-AC");
            peer.send(Wire.pData(Wire.pdv(attack.contextId(), COMMAND | LAST, attack.command())));
            if (attack.dataSet() != null) send(peer, attack.contextId(), attack.dataSet());
            assertThat(peer.hear()).startsWith("P-DATA " + attack.status() + "H");
            peer.send(Wire.pData(Wire.pdv(ECHO, COMMAND | LAST, Wire.echoCommand(99))));
            assertThat(peer.hear()).isEqualTo("P-DATA 0000H");
        }
    }

    private static void send(RawPeer peer, int contextId, byte[] dataSet) throws IOException {
        int from = 0;
        do {
            int to = Math.min(from + CHUNK, dataSet.length);
            int control = to == dataSet.length ? DATA_SET | LAST : DATA_SET;
            peer.send(Wire.pData(Wire.pdv(contextId, control, Arrays.copyOfRange(dataSet, from, to))));
            from = to;
        } while (from < dataSet.length);
    }

    private static List<PresentationContext> contexts() {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        return List.of(
                new PresentationContext(ECHO, UID.Verification, implicit),
                new PresentationContext(MPPS, STEP, implicit),
                new PresentationContext(RETRIEVE, UID.ModalityPerformedProcedureStepRetrieve, implicit),
                new PresentationContext(COMMITMENT, COMMIT, implicit),
                new PresentationContext(CT, UID.CTImageStorage, implicit));
    }

    static Stream<Named<Attack>> attacks() {
        return Stream.of(
                attack("a step of nothing", MPPS, create(STEP, "2.25.1"), NONE, "0120"),
                attack("a step of garbage", MPPS, create(STEP, "2.25.1"), GARBAGE, "0110"),
                attack("a step longer than it is", MPPS, create(STEP, "2.25.1"), OVERLONG, "0110"),
                attack("a step with a path for a UID", MPPS, create(STEP, "../../x"), NONE, "0117"),
                attack("a step that is a CT", CT, create(UID.CTImageStorage, "2.25.1"), NONE, "0211"),
                attack("a class of another context", MPPS, create(COMMIT, "2.25.1"), NONE, "0122"),
                attack("no class", MPPS, create(null, "2.25.1"), NONE, "0120"),
                attack("a change of no step", MPPS, requested(0x0120, STEP, null), NONE, "0120"),
                attack("a change of an unknown step", MPPS, requested(0x0120, STEP, "2.25.2"), NONE, "0112"),
                attack(
                        "an unknown step",
                        RETRIEVE,
                        requested(0x0110, UID.ModalityPerformedProcedureStepRetrieve, "2.25.2"),
                        NONE,
                        "0112"),
                attack("a deletion", MPPS, requested(0x0150, STEP, "2.25.2"), NONE, "0211"),
                attack("an event", COMMITMENT, command(0x0100, COMMIT, COMMIT_INSTANCE, 1), NONE, "0122"),
                attack("no action", COMMITMENT, requested(0x0130, COMMIT, COMMIT_INSTANCE), NONE, "0123"),
                attack("an unknown action", COMMITMENT, action(COMMIT_INSTANCE, 9), NONE, "0123"),
                attack("an unknown instance to act on", COMMITMENT, action("2.25.3", 1), NONE, "0112"),
                attack("commitment to nothing", COMMITMENT, action(COMMIT_INSTANCE, 1), NONE, "0115"),
                attack("commitment to garbage", COMMITMENT, action(COMMIT_INSTANCE, 1), GARBAGE, "0110"),
                attack("commitment without end", COMMITMENT, action(COMMIT_INSTANCE, 1), UNCLOSED, "0110"),
                attack("too deep a commitment", COMMITMENT, action(COMMIT_INSTANCE, 1), nested(20_000), "0110"),
                attack("commitment to 3 MB", COMMITMENT, action(COMMIT_INSTANCE, 1), new byte[3 << 20], "0213"));
    }

    private static Named<Attack> attack(String name, int contextId, byte[] command, byte[] dataSet, String status) {
        byte[] announced = dataSet == null ? Wire.us(0x0800, 0x0101) : Wire.us(0x0800, 1);
        return named(
                name, new Attack(contextId, Wire.withGroupLength(Wire.concat(command, announced)), dataSet, status));
    }

    private static byte[] create(String sopClass, String instance) {
        return Wire.concat(
                Wire.text(0x0002, sopClass), Wire.us(0x0100, 0x0140), Wire.us(0x0110, 1), Wire.text(0x1000, instance));
    }

    private static byte[] requested(int field, String sopClass, String instance) {
        return Wire.concat(
                Wire.text(0x0003, sopClass), Wire.us(0x0100, field), Wire.us(0x0110, 1), Wire.text(0x1001, instance));
    }

    private static byte[] action(String instance, int type) {
        return Wire.concat(requested(0x0130, COMMIT, instance), Wire.us(0x1008, type));
    }

    private static byte[] command(int field, String sopClass, String instance, int type) {
        return Wire.concat(
                Wire.text(0x0002, sopClass),
                Wire.us(0x0100, field),
                Wire.us(0x0110, 1),
                Wire.text(0x1000, instance),
                Wire.us(0x1002, type));
    }

    /** Referenced SOP Sequence in Referenced SOP Sequence, none of them closed. */
    private static byte[] nested(int depth) {
        byte[] level = HexFormat.of().parseHex("08009911fffffffffeff00e0ffffffff");
        byte[] all = new byte[depth * level.length];
        for (int i = 0; i < depth; i++) System.arraycopy(level, 0, all, i * level.length, level.length);
        return all;
    }
}
