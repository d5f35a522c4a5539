package org.muniment.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditLineTest {

    @Test
    void shouldQuoteWhatIsNotPlainAndLeaveOutWhatIsNotThere() {
        assertThat(new AuditLine()
                        .add("operation", "C-MOVE")
                        .add("study", null)
                        .add("aet", "CT 2")
                        .add("instances", 3))
                .hasToString("operation=C-MOVE aet=\"CT 2\" instances=3");
    }

    @Test
    void shouldLetNobodyForgeAnEntry() {
        assertThat(new AuditLine().add("aet", "A\" outcome=0000\noperation=x\\"))
                .hasToString("aet=\"A\\\" outcome=0000?operation=x\\\\\"");
    }
}
