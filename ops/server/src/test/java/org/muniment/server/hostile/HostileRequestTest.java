package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.server.hostile.Wire.CALLING_AET;
import static org.muniment.server.hostile.Wire.pdu;
import static org.muniment.server.hostile.Wire.request;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.pdu.PduWriter;
import org.muniment.dicom.net.pdu.PresentationContext;

/**
 * Association requests that are odd, hostile or not welcome: accepted, rejected with the reason of PS3.8 9.3.4, or aborted, which before an
 * association is by the service user (PS3.8 Table 9-10, state 2).
 */
@ExtendWith(UnderAttack.class)
class HostileRequestTest {

    private static final String IMPLICIT = UID.ImplicitVRLittleEndian;

    private record Attack(String answer, byte[] request) {}

    @ParameterizedTest
    @MethodSource({"names", "contexts", "lengths", "strangers"})
    void shouldAnswer(Attack attack, Target target) throws IOException {
        try (RawPeer peer = new RawPeer(target.port())) {
            assertThat(peer.send(attack.request()).hear()).isEqualTo(attack.answer());
        }
    }

    static Stream<Named<Attack>> names() {
        return Stream.of(
                attack("called by another name", "A-ASSOCIATE-RJ 1/1/7", named("ORTHANC", CALLING_AET)),
                attack("called by no name", "A-ASSOCIATE-RJ 1/1/7", named("", CALLING_AET)),
                attack("unknown caller", "A-ASSOCIATE-RJ 1/1/3", named("MUNIMENT", "STRANGER")),
                attack("nameless caller", "A-ASSOCIATE-RJ 1/1/3", named("MUNIMENT", "")),
                attack(
                        "caller with control characters",
                        "A-ASSOCIATE-RJ 1/1/3",
                        named("MUNIMENT", "A\r\nERROR fake\t")),
                attack("another version", "A-ASSOCIATE-RJ 1/2/2", changed(r -> r.putShort(6, (short) 2))),
                attack("another application", "A-ASSOCIATE-RJ 1/1/2", changed(r -> r.put(74 + 4 + 10, (byte) '9'))));
    }

    static Stream<Named<Attack>> contexts() {
        List<PresentationContext> all = new ArrayList<>();
        for (int id = 1; id < 256; id += 2) all.add(context(id, UID.CTImageStorage, IMPLICIT));
        List<PresentationContext> more = new ArrayList<>(all);
        more.add(context(1, UID.CTImageStorage, IMPLICIT));
        String[] everySyntax = new String[129];
        Arrays.setAll(everySyntax, i -> "1.2.3." + i);
        return Stream.of(
                attack("none", "A-ABORT 0/0", proposing()),
                attack("128 of them", "A-ASSOCIATE-AC", proposing(all.toArray(PresentationContext[]::new))),
                attack("129 of them", "A-ABORT 0/0", proposing(more.toArray(PresentationContext[]::new))),
                attack("even id", "A-ABORT 0/0", proposing(context(2, UID.Verification, IMPLICIT))),
                attack("id 0", "A-ABORT 0/0", proposing(context(0, UID.Verification, IMPLICIT))),
                attack(
                        "one id twice",
                        "A-ABORT 0/0",
                        proposing(context(1, UID.Verification, IMPLICIT), context(1, UID.CTImageStorage, IMPLICIT))),
                attack("no transfer syntax", "A-ABORT 0/0", proposing(context(1, UID.Verification))),
                attack(
                        "unknown syntaxes only",
                        "A-ASSOCIATE-AC",
                        proposing(context(1, "1.2.840.10008.9.9.9", IMPLICIT), context(3, UID.Verification, "1.2.3"))),
                attack(
                        "128 transfer syntaxes",
                        "A-ASSOCIATE-AC",
                        proposing(context(1, UID.CTImageStorage, Arrays.copyOf(everySyntax, 128)))),
                attack("129 transfer syntaxes", "A-ABORT 0/0", proposing(context(1, UID.CTImageStorage, everySyntax))),
                attack(
                        "syntaxes that are no UIDs",
                        "A-ASSOCIATE-AC",
                        proposing(
                                context(1, "../../etc/passwd", "<script>"),
                                context(3, "x".repeat(60_000), IMPLICIT),
                                context(5, "1" + ".1".repeat(30_000), IMPLICIT))));
    }

    static Stream<Named<Attack>> lengths() {
        byte[] body = Arrays.copyOfRange(Wire.GOOD_REQUEST, 6, Wire.GOOD_REQUEST.length);
        return Stream.of(
                attack("four gigabytes", "A-ABORT 0/0", pdu(1, -1, body)),
                attack("a hundred megabytes", "A-ABORT 0/0", pdu(1, 100 << 20, body)),
                attack("empty", "A-ABORT 0/0", pdu(1, new byte[0])),
                attack("cut within an item", "A-ABORT 0/0", pdu(1, Arrays.copyOf(body, body.length - 3))),
                attack("item longer than the request", "A-ABORT 0/0", changed(r -> r.putShort(74 + 2, (short) 0xFFFF))),
                attack("zeros", "A-ABORT 0/0", pdu(1, new byte[5000])));
    }

    static Stream<Named<Attack>> strangers() {
        return Stream.of(
                attack(
                        "a web browser",
                        "A-ABORT 0/0",
                        "GET / HTTP/1.1\r\nHost: archive\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                attack("a TLS client", "A-ABORT 0/0", new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3}),
                attack("data before an association", "A-ABORT 0/0", Wire.pData(Wire.pdv(1, 3, new byte[20]))),
                attack("a release", "A-ABORT 0/0", pdu(5, new byte[4])));
    }

    @Test
    void shouldAcceptOnlyWhatTheSourceMayDo(Target target) throws IOException {
        AssociateOptions options = AssociateOptions.to(
                        new Destination("MUNIMENT", "127.0.0.1", target.port()), "ECHO_ONLY")
                .propose(UID.Verification, IMPLICIT)
                .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                .propose(UID.StudyRootQueryRetrieveInformationModelFind, IMPLICIT);
        try (ScuAssociation association = ScuAssociation.open(options)) {
            assertThat(association.acceptedTransferSyntaxes(UID.Verification)).containsExactly(IMPLICIT);
            assertThat(association.acceptedTransferSyntaxes(UID.CTImageStorage)).isEmpty();
            assertThat(association.acceptedTransferSyntaxes(UID.StudyRootQueryRetrieveInformationModelFind))
                    .isEmpty();
        }
    }

    private static Named<Attack> attack(String name, String answer, byte[] request) {
        return Named.of(name, new Attack(answer, request));
    }

    private static byte[] named(String calledAet, String callingAet) {
        return PduWriter.write(request(calledAet, callingAet, Wire.contexts()));
    }

    private static byte[] proposing(PresentationContext... contexts) {
        return PduWriter.write(request("MUNIMENT", CALLING_AET, List.of(contexts)));
    }

    private static PresentationContext context(int id, String abstractSyntax, String... transferSyntaxes) {
        return new PresentationContext(id, abstractSyntax, List.of(transferSyntaxes));
    }

    /** A good request with some bytes of it changed; its first item begins at 74. */
    private static byte[] changed(UnaryOperator<ByteBuffer> change) {
        byte[] request = Wire.GOOD_REQUEST.clone();
        change.apply(ByteBuffer.wrap(request));
        return request;
    }
}
