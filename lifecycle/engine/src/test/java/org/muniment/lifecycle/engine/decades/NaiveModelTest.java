package org.muniment.lifecycle.engine.decades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The model says of each example of the samples what its author says: so it was read right before it judges others. */
class NaiveModelTest {

    private static final Path SAMPLES = Path.of("../../config/policies");

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Path> samples(String kind) {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(kind).resolve("samples"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static LocalDate today(Map<String, Object> example) {
        return ((Date) example.get("today"))
                .toInstant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static Map<String, Object> facts(Map<String, Object> example) {
        Map<String, Object> facts = new HashMap<>(NaiveModel.map(example.get("facts")));
        facts.put("tiers", List.of());
        if (facts.get("size") instanceof String size)
            facts.put("size", Long.parseLong(size.replace("GB", "000000000").replace("MB", "000000")));
        return facts;
    }

    @Test
    void shouldSayOfEachRetentionSampleWhatItsExamplesSay() {
        int examples = 0;
        for (Path file : samples("retention")) {
            NaiveModel model = new NaiveModel(List.of(), List.of(text(file)));
            for (Map<String, Object> example :
                    NaiveModel.maps(NaiveModel.parse(text(file)).get("examples"))) {
                NaiveModel.Kept kept = model.retention(facts(example), today(example));
                Object said = example.get("keepUntil") instanceof Date date
                        ? date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate()
                        : null;
                assertThat(kept.until().orElse(null)).as(file + ": " + example).isEqualTo(said);
                assertThat(kept.anyPolicy())
                        .as(file + ": " + example)
                        .isEqualTo(!"not applicable".equals(example.get("keepUntil")));
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(40);
    }

    @Test
    void shouldSayOfEachPlacementSampleWhatItsExamplesSay() {
        for (Path file : samples("placement")) {
            NaiveModel model = new NaiveModel(List.of(text(file)), List.of());
            for (Map<String, Object> example :
                    NaiveModel.maps(NaiveModel.parse(text(file)).get("examples"))) {
                Map<String, Integer> fill = new HashMap<>(Map.of("hot", 0, "warm", 0, "cold", 0));
                NaiveModel.map(example.get("fill")).forEach((tier, percent) -> fill.put(tier, (Integer) percent));
                NaiveModel.Placed placed = model.placement(facts(example), fill, today(example));
                assertThat(placed.rule()).as(file + ": " + example).isEqualTo(example.get("rule"));
            }
        }
    }
}
