package org.muniment.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.muniment.server.CommandLine.UsageException;

class CommandLineTest {
    @Test
    void shouldTurnOptionsIntoKeys() throws UsageException {
        CommandLine line = CommandLine.parse(
                "--home", "/srv/with space", "--aet=VNA=1", "--dicom-port", "104", "--accept-unknown-sources");

        assertThat(line.configFile()).isEqualTo(Path.of("config/muniment.yaml"));
        assertThat(line.properties())
                .containsExactly(
                        "--muniment.server.home=/srv/with space",
                        "--muniment.server.aet=VNA=1",
                        "--muniment.dicom.port=104",
                        "--muniment.dicom.accept-unknown-sources=true");
    }

    @Test
    void shouldSwitchTheHl7ListenerOff() throws UsageException {
        assertThat(CommandLine.parse("--hl7-port", "off").properties()).containsExactly("--muniment.hl7.enabled=false");
        assertThat(CommandLine.parse("--hl7-port=0").properties()).containsExactly("--muniment.server.hl7-port=0");
    }

    @Test
    void shouldTakeAnotherConfigurationFile() throws UsageException {
        assertThat(CommandLine.parse("--config", "/etc/muniment.yaml").configFile())
                .isEqualTo(Path.of("/etc/muniment.yaml"));
    }

    @Test
    void shouldNameWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> CommandLine.parse("--prot", "1")).hasMessageContaining("--prot");
        assertThatThrownBy(() -> CommandLine.parse("data")).hasMessageContaining("data");
        assertThatThrownBy(() -> CommandLine.parse("--home")).hasMessage("--home needs a value");
        assertThatThrownBy(() -> CommandLine.parse("--accept-unknown-sources=yes"))
                .hasMessageContaining("--accept-unknown-sources=yes");
    }

    @Test
    void shouldExplainEachOption() {
        assertThat(CommandLine.USAGE)
                .contains("--home", "--aet", "--dicom-port", "--http-port", "--hl7-port", "--config", "--help");
    }
}
