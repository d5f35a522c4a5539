package org.muniment.routes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestPolicy;

class SourceRegistryTest {

    private static final Path SAMPLES = Path.of("../../config/sources/samples");

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();

    @Test
    void shouldKnowTheSamplesOfTheReferenceConfiguration() throws Exception {
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path sample : samples.toList()) Files.copy(sample, directory.resolve(sample.getFileName()));
        }
        SourceRegistry registry = registry();

        Source ct = registry.caller("CT2", address("127.0.0.1")).orElseThrow();
        assertThat(ct.name()).isEqualTo("CT 2, radiology");
        assertThat(ct.port()).hasValue(11113);
        assertThat(ct.may()).containsExactlyInAnyOrder(Permission.values());
        assertThat(ct.ingestPolicy())
                .isEqualTo(new IngestPolicy(DuplicatePolicy.KEEP, "ST-ELSEWHERE", true, ct.coercion()));
        assertThat(ct.coercion().rules()).hasSize(6);
        assertThat(registry.destination("READING2"))
                .hasValueSatisfying(s -> assertThat(s.hosts()).containsExactly("127.0.0.1"));
        assertThat(registry.caller("US_CARDIO", address("192.0.2.7"))
                        .orElseThrow()
                        .duplicates())
                .isEqualTo(DuplicatePolicy.REPLACE);
    }

    @Test
    void shouldExplainEachKeyInTheReferenceFile() throws Exception {
        String reference = Files.readString(SAMPLES.resolve("reference-source.yaml"));
        for (var component : Source.class.getRecordComponents()) {
            String key =
                    component.getName().replaceFirst("^(aeTitle|host)s$", "$1").replace("coercion", "coerce");
            assertThat(Pattern.compile("# .*\n" + key + ":").matcher(reference).find())
                    .as("%s is there and explained", key)
                    .isTrue();
        }
    }

    @Nested
    class WhoIsCalling {

        @Test
        void shouldBeNobodyWithoutAFile() {
            assertThat(registry().caller("STRANGER", loopback())).isEmpty();
        }

        @Test
        void shouldBeAnyoneForDevelopmentButNoDestination() {
            SourceRegistry registry = new SourceRegistry(directory, true, clock);

            Source stranger = registry.caller("STRANGER", loopback()).orElseThrow();
            assertThat(stranger.may())
                    .containsExactlyInAnyOrder(
                            Permission.ECHO,
                            Permission.STORE,
                            Permission.COMMIT,
                            Permission.MPPS,
                            Permission.QUERY,
                            Permission.RETRIEVE,
                            Permission.WORKLIST);
            assertThat(registry.destination("STRANGER")).isEmpty();
        }

        @Test
        void shouldBeNobodyFromElsewhere() throws Exception {
            write("ct.yaml", "name: CT\naeTitle: CT\nhosts: [127.0.0.1, 192.0.2.1]\n");
            SourceRegistry registry = registry();

            assertThat(registry.caller("CT", address("192.0.2.1"))).isPresent();
            assertThat(registry.caller("CT", address("192.0.2.2"))).isEmpty();
            assertThat(new SourceRegistry(directory, true, clock).caller("CT", address("192.0.2.2")))
                    .as("the development switch is for titles nobody knows, not for a known one's double")
                    .isEmpty();
        }

        @Test
        void shouldTellUpperFromLowerCase() throws Exception {
            write("ct.yaml", "name: CT\naeTitle: CT\n");
            assertThat(registry().caller("ct", loopback())).isEmpty();
        }
    }

    @Nested
    class Destinations {

        @Test
        void shouldBeOnlyThoseThatMayReceive() throws Exception {
            write("a.yaml", "name: A\naeTitle: A\nhost: a.example\nport: 104\nmay: [receive]\n");
            write("b.yaml", "name: B\naeTitle: B\nhost: b.example\nport: 104\nmay: [retrieve]\n");
            SourceRegistry registry = registry();

            assertThat(registry.destination("A")).isPresent();
            assertThat(registry.destination("B")).isEmpty();
        }
    }

    @Nested
    class AWrongFile {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "name: A\\naetitle: A                      | unknown key aetitle",
                    "aeTitle: A                                | name is missing",
                    "name: A                                   | aeTitle is missing",
                    "name: A\\naeTitle: A\\naeTitles: [B]      | both aeTitle and aeTitles",
                    "name: A\\naeTitle: SEVENTEEN_LETTERS      | aeTitle 'SEVENTEEN_LETTERS' is not 1 to 16 printable",
                    "name: A\\naeTitle: 'A\\B'                 | is not 1 to 16 printable characters",
                    "name: A\\naeTitle: A\\nport: 70000        | port is not 1 to 65535",
                    "name: A\\naeTitle: A\\nport: '104'        | port is not a number",
                    "name: A\\naeTitle: A\\nmay: [delete]      | may is 'delete', not one of [echo, store, reject, query",
                    "name: A\\naeTitle: A\\nmay: echo          | may is not a list",
                    "name: A\\naeTitle: A\\nmay: [receive]     | needs a host and a port",
                    "name: A\\naeTitle: A\\nduplicates: drop   | duplicates is 'drop'",
                    "name: A\\nname: B\\naeTitle: A            | duplicate key name",
                    "name: {first: A}\\naeTitle: A             | name is not text",
                    "- A                                       | not a mapping",
                    "name: !!java.net.URL ['http://x']         | Global tag is not allowed",
                })
        void shouldBeNamedAndStopTheStart(String yaml, String problem) throws Exception {
            write("wrong.yaml", yaml.replace("\\n", "\n"));

            assertThatThrownBy(SourceRegistryTest.this::registry)
                    .isInstanceOf(SourceFileException.class)
                    .hasMessageContaining("wrong.yaml: ")
                    .hasMessageContaining(problem);
        }

        @Test
        void shouldNotClaimSomeoneElsesTitle() throws Exception {
            write("a.yaml", "name: A\naeTitle: CT\n");
            write("b.yaml", "name: B\naeTitles: [MR, CT]\n");

            assertThatThrownBy(SourceRegistryTest.this::registry)
                    .hasMessageContaining("b.yaml: AE title CT belongs to another source already");
        }

        @Test
        void shouldLeaveTheSourcesKnownBeforeInForceWhileRunning() throws Exception {
            write("ct.yaml", "name: CT\naeTitle: CT\n");
            SourceRegistry registry = registry();

            write("ct.yaml", "name: CT\naeTitle: CT\nmy: [store]\n");
            clock.advance(1);
            assertThat(registry.caller("CT", loopback())).isPresent();

            write("ct.yaml", "name: CT mended\naeTitle: CT\n");
            clock.advance(1);
            assertThat(registry.caller("CT", loopback()).orElseThrow().name()).isEqualTo("CT mended");
        }
    }

    @Nested
    class AChangeOfTheDirectory {

        @Test
        void shouldBeSeenAfterASecondAndNotLookedForBefore() throws Exception {
            SourceRegistry registry = registry();
            write("ct.yaml", "name: CT\naeTitle: CT\n");

            assertThat(registry.caller("CT", loopback())).isEmpty();
            clock.advance(1);
            assertThat(registry.caller("CT", loopback())).isPresent();

            Files.move(directory.resolve("ct.yaml"), directory.resolve("ct.off"), StandardCopyOption.ATOMIC_MOVE);
            clock.advance(1);
            assertThat(registry.caller("CT", loopback())).isEmpty();
        }
    }

    private SourceRegistry registry() {
        return new SourceRegistry(directory, false, clock);
    }

    /** Each write has a time of its own, whatever the file system's clock can tell apart. */
    private void write(String file, String yaml) throws IOException {
        Path path = directory.resolve(file);
        Files.writeString(path, yaml);
        Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(writes++)));
    }

    private int writes;

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(int seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
