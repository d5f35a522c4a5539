package org.muniment.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A time that is still to come would freeze what it is told of: all that is told until then would be taken for old. */
class FutureTimeTest {

    private static final Instant RECEIVED = Instant.parse("2024-02-29T12:00:00Z");
    private static final String FUTURE = "20990101120000+0000";
    private static final String PAST = "20240229110000+0000";

    private static Hl7Message message(String sent, String type, String segments) {
        String text = "MSH|^~\\&|RIS|A|M|A|" + sent + "||" + type + "|C1|P|2.5.1\rPID|||1^^^X||Good^Peer\r" + segments;
        return Hl7Message.parse(text.getBytes(StandardCharsets.ISO_8859_1), SourceSettings.DEFAULT, RECEIVED);
    }

    private static Object last(String sent, String type, String segments) {
        List<Command> commands = Hl7Translation.translate(message(sent, type, segments));
        return commands.get(commands.size() - 1);
    }

    @Test
    void shouldBeTakenForWhenTheMessageCame() {
        assertThat(message(FUTURE, "ADT^A08", "").sentAt()).isEqualTo(RECEIVED);
        assertThat(last(FUTURE, "OMG^O19", "ORC|NW|1\rOBR|1|1\r"))
                .isInstanceOfSatisfying(
                        Command.OrderChanged.class,
                        order -> assertThat(order.change().at()).isEqualTo(RECEIVED));
        assertThat(last(FUTURE, "SIU^S12", "SCH|1|1|||||||||^^^20240301100000\r"))
                .isInstanceOfSatisfying(Command.AppointmentChanged.class, appointment -> assertThat(
                                appointment.appointment().toldAt())
                        .isEqualTo(RECEIVED));
        String report = "OBR|1|1|1" + "|".repeat(19) + FUTURE + "|||F\rOBX|1|TX|1^x||text\r";
        assertThat(last(PAST, "ORU^R01", report))
                .isInstanceOfSatisfying(
                        Command.ReportReceived.class,
                        received -> assertThat(received.report().at()).isEqualTo(RECEIVED));
    }

    @Test
    void shouldBeLeftAsToldWhereItIsPast() {
        assertThat(message(PAST, "ADT^A08", "").sentAt()).isEqualTo(Instant.parse("2024-02-29T11:00:00Z"));
    }
}
