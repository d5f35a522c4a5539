package org.muniment.dicom.net.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.net.pdu.PresentationContextResult.Result;

class PduCodecTest {

    private static String hex(Pdu pdu) {
        return HexFormat.of().withUpperCase().formatHex(PduWriter.write(pdu));
    }

    private static String ascii(String text) {
        return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Pdu reread(Pdu pdu) throws InvalidPduException {
        byte[] bytes = PduWriter.write(pdu);
        return PduReader.read(PduType.of(bytes[0]), Arrays.copyOfRange(bytes, 6, bytes.length));
    }

    private static UserInformation plain() {
        return new UserInformation(16_384, "1.2.3", null, null, List.of(), List.of(), List.of(), null, null);
    }

    private static UserInformation full(UserIdentity identity, byte[] response) {
        return new UserInformation(
                16_384,
                "1.2.3",
                "VERSION",
                new AsyncOperationsWindow(5, 7),
                List.of(new RoleSelection("1.2.9", true, false), new RoleSelection("1.2.10", false, true)),
                List.of(new ExtendedNegotiation("1.2.9", new byte[] {1, 0, 1})),
                List.of(new CommonExtendedNegotiation("1.2.9", "1.2.4", List.of("1.2.5", "1.2.6"))),
                identity,
                response);
    }

    @Test
    void shouldWriteFixedPdus() {
        assertThat(hex(new ReleaseRequest())).isEqualTo("05000000000400000000");
        assertThat(hex(new ReleaseResponse())).isEqualTo("06000000000400000000");
        assertThat(hex(Abort.byProvider(Abort.INVALID_PDU_PARAMETER_VALUE))).isEqualTo("07000000000400000206");
        assertThat(hex(AssociateReject.LOCAL_LIMIT_EXCEEDED)).isEqualTo("03000000000400020302");
    }

    /** Laid out by hand from PS3.8 Tables 9-11 to 9-17. */
    @Test
    void shouldWriteARequest() {
        AssociateRequest request = new AssociateRequest(
                1,
                "CALLED",
                "CALLING",
                "1.2.840.10008.3.1.1.1",
                List.of(new PresentationContext(1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2"))),
                plain());
        assertThat(hex(request))
                .isEqualTo(
                        "0100000000A4" // PDU type, length 164
                                + "00010000" // version
                                + ascii("CALLED          ")
                                + ascii("CALLING         ")
                                + "00".repeat(32)
                                + "10000015"
                                + ascii("1.2.840.10008.3.1.1.1")
                                + "2000002E" // presentation context, 46 bytes
                                + "01000000"
                                + "30000011"
                                + ascii("1.2.840.10008.1.1")
                                + "40000011"
                                + ascii("1.2.840.10008.1.2")
                                + "50000011" // user information, 17 bytes
                                + "5100000400004000"
                                + "52000005"
                                + ascii("1.2.3"));
    }

    @Test
    void shouldWriteEveryUserInformationSubItem() {
        AssociateRequest request = new AssociateRequest(
                1, "A", "B", "1", List.of(), full(UserIdentity.usernameAndPasscode("me", "pw"), null));
        assertThat(hex(request))
                .contains("53000004" + "0005" + "0007")
                .contains("54000009" + "0005" + ascii("1.2.9") + "0100")
                .contains("5400000A" + "0006" + ascii("1.2.10") + "0001")
                .contains("55000007" + ascii("VERSION"))
                .contains("5600000A" + "0005" + ascii("1.2.9") + "010001")
                .contains("5700001E" + "0005" + ascii("1.2.9") + "0005" + ascii("1.2.4") + "000E" + "0005"
                        + ascii("1.2.5") + "0005" + ascii("1.2.6"))
                .contains("5800000A" + "0200" + "0002" + ascii("me") + "0002" + ascii("pw"));
    }

    @Test
    void shouldReadWhatItWrote() throws InvalidPduException {
        AssociateRequest request = new AssociateRequest(
                1,
                "CALLED",
                "CALLING",
                "1.2.840.10008.3.1.1.1",
                List.of(
                        new PresentationContext(1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2")),
                        new PresentationContext(255, "1.2.3", List.of("1.2.4", "1.2.5"))),
                full(UserIdentity.username("me").withResponseRequested(), null));
        assertThat(reread(request)).usingRecursiveComparison().isEqualTo(request);
        AssociateAccept accept = new AssociateAccept(
                "CALLED",
                "CALLING",
                "1.2.840.10008.3.1.1.1",
                List.of(
                        PresentationContextResult.accepted(1, "1.2.840.10008.1.2"),
                        new PresentationContextResult(255, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED, "1.2.4")),
                full(null, new byte[] {1, 2, 3}));
        assertThat(reread(accept)).usingRecursiveComparison().isEqualTo(accept);
        for (Pdu pdu : List.of(
                new ReleaseRequest(), new ReleaseResponse(), Abort.byUser(), AssociateReject.TEMPORARY_CONGESTION)) {
            assertThat(reread(pdu)).isEqualTo(pdu);
        }
    }

    @Test
    void shouldSkipItemsOfLaterEditions() throws InvalidPduException {
        byte[] written = PduWriter.write(new AssociateRequest(
                1, "A", "B", "1.2", List.of(new PresentationContext(1, "1.2", List.of("1.3"))), plain()));
        byte[] body = Arrays.copyOfRange(written, 6, written.length + 5);
        body[body.length - 5] = 0x7A;
        body[body.length - 2] = 1;
        assertThat(((AssociateRequest) PduReader.read(PduType.A_ASSOCIATE_RQ, body)).presentationContexts())
                .hasSize(1);
    }

    @Test
    void shouldKeepWhatIsNotPrintableOutOfNames() throws InvalidPduException {
        AssociateRequest request = new AssociateRequest(
                1, "A", "B\nC", "1.2", List.of(new PresentationContext(1, "1.2", List.of("1.3"))), plain());
        assertThat(((AssociateRequest) reread(request)).callingAet()).isEqualTo("B?C");
    }

    @Test
    void shouldNotTellSecrets() {
        assertThat(UserIdentity.usernameAndPasscode("me", "pw").toString()).doesNotContain("pw", "me,");
    }

    @Test
    void shouldSayWhatIsWrongWithAPduCutAnywhere() throws InvalidPduException {
        byte[] written = PduWriter.write(new AssociateRequest(
                1,
                "A",
                "B",
                "1.2",
                List.of(new PresentationContext(1, "1.2", List.of("1.3"))),
                full(UserIdentity.username("me"), null)));
        byte[] body = Arrays.copyOfRange(written, 6, written.length);
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            try {
                PduReader.read(PduType.A_ASSOCIATE_RQ, cut);
            } catch (InvalidPduException e) {
                assertThat(e.abortReason()).isEqualTo(Abort.INVALID_PDU_PARAMETER_VALUE);
            }
        }
        assertThatThrownBy(() -> PduReader.read(PduType.A_ASSOCIATE_RQ, Arrays.copyOf(body, body.length - 1)))
                .isInstanceOf(InvalidPduException.class);
    }

    @Test
    void shouldThrowNothingElseAtNoise() {
        Random random = new Random(42);
        byte[] written = PduWriter.write(new AssociateRequest(
                1,
                "A",
                "B",
                "1.2",
                List.of(new PresentationContext(1, "1.2", List.of("1.3"))),
                full(UserIdentity.username("me"), null)));
        for (int i = 0; i < 20_000; i++) {
            byte[] noisy = Arrays.copyOfRange(written, 6, written.length);
            for (int n = random.nextInt(5); n >= 0; n--) noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            try {
                PduReader.read(i % 2 == 0 ? PduType.A_ASSOCIATE_RQ : PduType.A_ASSOCIATE_AC, noisy);
            } catch (InvalidPduException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }
}
