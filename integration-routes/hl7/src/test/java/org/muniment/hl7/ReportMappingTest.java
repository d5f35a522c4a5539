package org.muniment.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.hl7.MessageFault.Condition;

/** Nothing of a message is dropped without a word. */
class ReportMappingTest {

    private static final String PDF = "OBX|2|ED|1^x||^Application^PDF^Base64^"
            + Base64.getEncoder().encodeToString("%PDF-1.3".getBytes(StandardCharsets.US_ASCII)) + "\r";
    private static final String TEXT = "OBX|1|TX|1^x||text\r";

    private static List<Command> translate(String segments) {
        String text = "MSH|^~\\&|RIS|A|M|A|20240229110000||ORU^R01|C1|P|2.5.1\rPID|||1^^^X||Good^Peer\r" + segments;
        return Hl7Translation.translate(Hl7Message.parse(
                text.getBytes(StandardCharsets.ISO_8859_1),
                SourceSettings.DEFAULT,
                Instant.parse("2024-02-29T12:00:00Z")));
    }

    private static String obr(String filler, String procedure) {
        return "OBR|1|P1|" + filler + "|" + procedure + "^x^L" + "|".repeat(21) + "F\r";
    }

    private static void assertFault(String segments, Condition condition, FieldPath location) {
        assertThatThrownBy(() -> translate(segments)).isInstanceOfSatisfying(MessageFault.class, fault -> {
            assertThat(fault.condition()).isEqualTo(condition);
            assertThat(fault.location()).isEqualTo(location);
        });
    }

    @Test
    void shouldNameTheSecondDocumentOfAReport() {
        assertFault(obr("F1", "CT") + PDF + PDF, Condition.SEGMENT_SEQUENCE_ERROR, new FieldPath("OBX", 2, 5, 0));
    }

    @Test
    void shouldNameTheReportThatWouldReplaceOneBeforeIt() {
        assertFault(
                obr("", "CT") + TEXT + obr("", "CT") + TEXT,
                Condition.DUPLICATE_KEY_IDENTIFIER,
                new FieldPath("OBR", 2, 3, 0));
        assertFault(
                obr("F1", "CT") + TEXT + obr("F1", "MR") + TEXT,
                Condition.DUPLICATE_KEY_IDENTIFIER,
                new FieldPath("OBR", 2, 3, 0));
    }

    @Test
    void shouldTakeReportsThatAreToldApart() {
        assertThat(translate(obr("", "CT") + TEXT + obr("", "MR") + TEXT)).hasSize(3);
        assertThat(translate(obr("F1", "CT") + TEXT + obr("F2", "CT") + TEXT)).hasSize(3);
        assertThat(translate(obr("F1", "CT") + TEXT + obr("F1", "CT") + PDF)).hasSize(3);
    }
}
