package org.muniment.lifecycle.engine.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.forecast.Forecast.Month;
import org.muniment.lifecycle.engine.policy.FactsSource;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.facts.FactsReader;
import org.muniment.lifecycle.policy.facts.StorageFacts;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldId;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicyReader;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicyReader;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.Policy;
import org.muniment.lifecycle.policy.version.PolicyBook;
import org.muniment.lifecycle.policy.yaml.YamlMap;

class ForecastServiceTest {

    private static final Path POLICIES = Path.of("../../config/policies");
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final long SIZE = 1_000_000;

    private final List<StudyFacts> studies = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();

    private StudyFacts add(String studyDate) {
        StudyFacts read = FactsReader.read(YamlMap.parse("{ facility: example-us, modality: CT, department: radiology,"
                + " birth: 1960-01-01, death: none, lastViewed: none, lastExamOfKind: none, imported: false,"
                + " diagnoses: none, procedures: none, studyDate: " + studyDate + ", received: " + studyDate + " }"));
        StudyFacts study = new StudyFacts(
                new StudyInstanceUid("2.25." + (studies.size() + 1)),
                read.origin(),
                read.patient(),
                read.care(),
                read.dates(),
                new StorageFacts(SIZE, "1", List.of()));
        studies.add(study);
        return study;
    }

    private static <P extends Policy> PolicyBook<P> book(P policy) {
        return new PolicyBook<>(
                List.of(policy), List.of(new Activation(policy.version(), true, "officer", Instant.EPOCH)));
    }

    private ForecastService service() {
        PlacementPolicies placement = new PlacementPolicies(
                book(PlacementPolicyReader.read(POLICIES.resolve("placement/samples/hot-warm-cold.yaml"))));
        RetentionPolicies retention = new RetentionPolicies(
                book(RetentionPolicyReader.read(POLICIES.resolve("retention/samples/us-hospital-imaging.yaml"))));
        PoliciesInForce policies = new PoliciesInForce() {
            @Override
            public PlacementPolicies placement() {
                return placement;
            }

            @Override
            public RetentionPolicies retention() {
                return retention;
            }
        };
        Clock clock = Clock.fixed(TODAY.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
        FactsSource facts = new FactsSource() {
            @Override
            public Optional<StudyFacts> of(StudyInstanceUid study) {
                return studies.stream().filter(one -> one.study().equals(study)).findFirst();
            }

            @Override
            public Clock clock(StudyFacts of) {
                return clock;
            }
        };
        Map<String, TierState> tiers = Map.of(
                "hot", new TierState("hot", true, 100 * SIZE, 10 * SIZE),
                "warm", new TierState("warm", true, 100 * SIZE, 10 * SIZE),
                "cold", new TierState("cold", false, 100 * SIZE, 10 * SIZE));
        return new ForecastService(
                () -> studies.stream().map(StudyFacts::study), facts, policies, () -> holds, () -> tiers, clock);
    }

    private static Month month(Forecast forecast, String month) {
        return forecast.months().stream()
                .filter(one -> one.month().equals(YearMonth.parse(month)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldLetAStudyGoDownAndBeDestroyedWhenTheRulesSaySo() {
        add("2026-05-20");
        Forecast forecast = service().forecast(10, 100, false);

        assertThat(forecast.months()).hasSize(120);
        assertThat(month(forecast, "2026-06").bytes()).isEqualTo(Map.of("hot", SIZE, "warm", SIZE, "cold", 0L));
        assertThat(month(forecast, "2028-04").bytes()).isEqualTo(Map.of("hot", SIZE, "warm", SIZE, "cold", 0L));
        assertThat(month(forecast, "2028-05").bytes()).isEqualTo(Map.of("hot", 0L, "warm", SIZE, "cold", SIZE));
        assertThat(month(forecast, "2031-04").studies()).isEqualTo(1);
        Month last = month(forecast, "2031-05");
        assertThat(last).isEqualTo(new Month(last.month(), Map.of("hot", 0L, "warm", 0L, "cold", 0L), 0, 1, SIZE));
        assertThat(forecast.months().stream().mapToLong(Month::destroyed).sum()).isEqualTo(1);
        assertThat(forecast.assumptions()).contains("No study comes.");
    }

    @Test
    void shouldKeepWhatIsHeld() {
        StudyFacts held = add("2020-01-01");
        add("2020-01-01");
        Hold.Order order = new Hold.Order("a claim", "4711", "officer", Instant.EPOCH);
        holds.add(new Hold(
                new HoldId(new UUID(1, 1)),
                new HoldScope.OfStudy(held.study()),
                order,
                TODAY,
                false,
                Optional.empty()));
        Forecast forecast = service().forecast(1, 100, false);
        assertThat(month(forecast, "2026-06").destroyed()).isEqualTo(1);
        assertThat(month(forecast, "2027-05").studies()).isEqualTo(1);
    }

    @Test
    void shouldLetStudiesComeAsInTheLastYear() {
        add("2026-01-10");
        add("2025-08-10");
        add("2024-08-10"); // longer ago than a year
        Forecast forecast = service().forecast(8, 100, true);
        assertThat(month(forecast, "2026-08").studies()).isEqualTo(4);
        assertThat(month(forecast, "2027-01").studies()).isEqualTo(5);
        assertThat(month(forecast, "2029-01").destroyed()).isZero();
        assertThat(month(forecast, "2032-01").destroyed()).isEqualTo(1);
        assertThat(month(forecast, "2033-01").studies())
                .isEqualTo(month(forecast, "2034-01").studies());
    }

    @Test
    void shouldMultiplyUpWhatASampleSays() {
        IntStream.range(0, 2000).forEach(i -> add(TODAY.minusDays(i % 1800).toString()));
        Forecast all = service().forecast(5, 5000, false);
        Forecast some = service().forecast(5, 400, false);
        assertThat(all.sampled()).isEqualTo(2000);
        assertThat(some.sampled()).isEqualTo(400);
        assertThat(some.studies()).isEqualTo(2000);
        assertThat(some.assumptions()).anyMatch(line -> line.contains("400 of 2000"));
        assertThat((double) some.months().get(24).bytes().get("cold"))
                .isCloseTo(all.months().get(24).bytes().get("cold"), within(0.15 * 2000 * SIZE));
        assertThat(some.months().stream().mapToLong(Month::destroyed).sum()).isBetween(1900L, 2100L);
    }
}
