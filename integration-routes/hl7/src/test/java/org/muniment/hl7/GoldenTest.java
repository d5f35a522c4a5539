package org.muniment.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each message of {@code golden} asks for what stands beside it, as it is since the test was written. Run with {@code -Dmuniment.golden.write=true}
 * to write what it asks for now, and read the difference.
 */
class GoldenTest {

    private static final Instant RECEIVED = Instant.parse("2024-03-02T12:00:00Z");
    private static TimeZone zone;

    @BeforeAll
    static void inOneTimeZone() {
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void back() {
        TimeZone.setDefault(zone);
    }

    static Stream<Path> messages() throws IOException, URISyntaxException {
        Path golden = Path.of(GoldenTest.class.getResource("/golden").toURI());
        return Files.list(golden)
                .filter(path -> path.toString().endsWith(".hl7"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldAskForWhatStandsBesideIt(Path input) throws IOException, ReflectiveOperationException {
        Path expected = Path.of(input.toString().replaceFirst("hl7$", "txt"));
        String asked = asked(Files.readAllBytes(input));
        if (Boolean.getBoolean("muniment.golden.write"))
            Files.writeString(Path.of("src/test/resources/golden").resolve(expected.getFileName()), asked);
        else assertThat(asked).isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
    }

    private static String asked(byte[] content) throws ReflectiveOperationException {
        try {
            return Rendering.of(Hl7Translation.translate(Hl7Message.parse(content, SourceSettings.DEFAULT, RECEIVED)));
        } catch (MessageFault fault) {
            return "%s %s: %s%n".formatted(fault.condition(), fault.location(), fault.getMessage());
        }
    }
}
