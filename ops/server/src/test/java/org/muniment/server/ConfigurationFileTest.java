package org.muniment.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    @TempDir
    Path directory;

    @Test
    void shouldAcceptOurKeysAndLogLevels() throws IOException {
        assertThat(unknownKey("muniment:\n  server:\n    aet: X\nlogging.level.org.muniment: DEBUG\n"))
                .isEmpty();
    }

    @Test
    void shouldNameAKeyThatBelongsToNobody() throws IOException {
        assertThat(unknownKey("munimnet:\n  server:\n    aet: X\n")).hasValue("munimnet.server.aet");
        assertThat(unknownKey("spring:\n  main:\n    lazy-initialization: true\n"))
                .hasValue("spring.main.lazy-initialization");
        assertThat(unknownKey("munimenty: 1\n")).hasValue("munimenty");
    }

    @Test
    void shouldBeContentWithoutAFile() throws IOException {
        assertThat(ConfigurationFile.unknownKey(directory.resolve("absent.yaml")))
                .isEmpty();
    }

    private Optional<String> unknownKey(String yaml) throws IOException {
        return ConfigurationFile.unknownKey(Files.writeString(directory.resolve("muniment.yaml"), yaml));
    }
}
