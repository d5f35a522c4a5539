package org.muniment.routes.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "route: [{}]                                          | a destination is either ae or stow",
                "ae: A\\nstow: http://x/studies\\nroute: [{}]         | a destination is either ae or stow",
                "stow: ftp://x\\nroute: [{}]                          | not the address of a web service",
                "ae: A                                                | neither a rule nor a prefetch",
                "ae: A\\nroutes: [{}]                                 | unknown key routes",
                "ae: A\\nroute: [{to: B}]                             | from and to belong together",
                "ae: A\\nroute: [{from: '7', to: '8'}]                | from is not a time",
                "ae: A\\nroute: [{days: [monday]}]                    | days has 'monday'",
                "ae: A\\nroute: [{when: {PatientWeigth: '1'}}]        | 'PatientWeigth' is not a keyword",
                "ae: A\\nroute: [{when: {KVP: '120'}}]                | KVP is not kept in the index",
                "ae: A\\nprefetch: [{priors: 0}]                      | priors is not 1 to 50",
            })
    void shouldBeRefusedWithWhatIsWrong(String yaml, String problem) throws Exception {
        Path file = Files.writeString(directory.resolve("a.yaml"), yaml.replace("\\n", "\n"));
        assertThatThrownBy(() -> RoutingFile.read(file))
                .hasMessageContaining("a.yaml: ")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldLoadTheSamples() throws Exception {
        try (Stream<Path> samples = Files.list(Path.of("../../config/routing/samples"))) {
            for (Path sample :
                    samples.filter(f -> f.toString().endsWith(".yaml")).toList())
                assertThat(RoutingFile.read(sample).target()).isNotNull();
        }
    }

    @Test
    void shouldSeeAChangeAndKeepWhatWasThereWhereItIsWrong() throws Exception {
        Instant[] now = {Instant.EPOCH};
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now[0] = now[0].plus(Duration.ofSeconds(1));
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        Path file = Files.writeString(directory.resolve("there.yaml"), "ae: A\nroute: [{}]");
        RoutingTable table = new RoutingTable(directory, clock);

        Files.writeString(file, "ae: A\nroute: [{}, {}]");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));
        assertThat(table.find("there").orElseThrow().rules()).hasSize(2);

        Files.writeString(file, "ae: A\nwrong: 1");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(2)));
        assertThat(table.find("there").orElseThrow().rules()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T08:00:00Z, 07:00, 19:00, true", // a Monday
        "2026-01-05T19:00:00Z, 07:00, 19:00, false",
        "2026-01-10T08:00:00Z, 07:00, 19:00, false", // a Saturday
        "2026-01-05T23:00:00Z, 19:00, 07:00, true",
        "2026-01-10T06:59:00Z, 19:00, 07:00, true", // still Friday night
        "2026-01-10T20:00:00Z, 19:00, 07:00, false",
        "2026-01-05T03:00:00Z, 19:00, 07:00, false", // still Sunday night
        "2026-01-05T03:00:00Z, 00:00, 00:00, true",
    })
    void shouldKnowWhenItArrived(String time, LocalTime from, LocalTime to, boolean holds) {
        Set<DayOfWeek> workdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(new ArrivalWindow(workdays, from, to).holds(ZonedDateTime.parse(time)))
                .isEqualTo(holds);
    }
}
