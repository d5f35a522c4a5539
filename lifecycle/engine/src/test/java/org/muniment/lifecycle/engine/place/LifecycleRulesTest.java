package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.facts.CareFacts;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.Origin;
import org.muniment.lifecycle.policy.facts.PatientFacts;
import org.muniment.lifecycle.policy.facts.StorageFacts;
import org.muniment.lifecycle.policy.facts.StudyDates;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicy;
import org.muniment.lifecycle.policy.placement.PlacementPolicyReader;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicy;
import org.muniment.lifecycle.policy.retention.RetentionPolicyReader;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.Policy;
import org.muniment.lifecycle.policy.version.PolicyBook;

class LifecycleRulesTest {

    private static final Path POLICIES = Path.of("../../config/policies");
    private static final LocalDate BEGIN = LocalDate.of(2020, 1, 1);
    private static final LifecycleRules RULES =
            new LifecycleRules(new PlacementPolicies(active(placement())), new RetentionPolicies(active(retention())));

    @Test
    void shouldNeverChangeItsMindBeforeTheDayItNames() {
        Random random = new Random(5);
        for (int study = 0; study < 300; study++) {
            StudyFacts facts = facts(random);
            LocalDate today = BEGIN.plusDays(random.nextInt(4000));
            Verdict first = judge(facts, today);
            LocalDate end = first.changes().orElse(today.plusDays(3000));
            for (LocalDate day = today; day.isBefore(end); day = day.plusDays(1)) {
                Verdict then = judge(facts, day);
                assertThat(then.placement().copies())
                        .isEqualTo(first.placement().copies());
                assertThat(then.placement().rule()).isEqualTo(first.placement().rule());
                assertThat(then.retention().until()).isEqualTo(first.retention().until());
                assertThat(then.due()).isEqualTo(first.due());
                assertThat(then.changes()).isEqualTo(first.changes());
            }
        }
    }

    @Test
    void shouldKeepOffAFullTierWhatNobodyUses() {
        StudyFacts unused = facts(BEGIN, Fact.none(), List.of());
        StudyFacts used = facts(BEGIN, Fact.of(BEGIN.plusDays(200)), List.of());
        StudyFacts there = facts(BEGIN, Fact.none(), List.of(new Copy("hot", "hot", true, true, true)));
        LocalDate today = BEGIN.plusDays(210);

        assertThat(judge(unused, today, 74).placement().copies()).isEqualTo(Map.of("hot", 1, "warm", 1));
        assertThat(judge(unused, today, 75).placement().copies()).isEqualTo(Map.of("warm", 2));
        assertThat(judge(used, today, 75).placement().copies()).isEqualTo(Map.of("hot", 1, "warm", 1));
        assertThat(judge(there, today, 85).placement().copies()).isEqualTo(Map.of("hot", 1, "warm", 1));
        assertThat(judge(there, today, 86).placement().copies()).isEqualTo(Map.of("warm", 2));
        assertThat(judge(there, today, 86).crowded()).isTrue();
    }

    @Test
    void shouldDrainATierThatWasTooFullUntilItIsAtItsLowMark() {
        Drains drains = new Drains();
        StudyFacts there = facts(BEGIN, Fact.none(), List.of(new Copy("hot", "hot", true, true, true)));
        LocalDate today = BEGIN.plusDays(210);
        List<Boolean> leaves = Stream.of(80, 85, 86, 80, 76, 75, 80, 86, 74, 85)
                .map(fill -> judge(there, today, fill, drains).crowded())
                .toList();
        assertThat(leaves).containsExactly(false, false, true, true, true, false, false, true, false, false);
    }

    private static Verdict judge(StudyFacts facts, LocalDate today, int hotFill, Drains drains) {
        Map<String, TierState> tiers = Map.of("hot", new TierState("hot", true, 100, hotFill));
        return RULES.judge(
                facts, tiers, drains.at(new PlacementPolicies(active(placement())), tiers), List.of(), today);
    }

    private static Verdict judge(StudyFacts facts, LocalDate today) {
        return judge(facts, today, 50);
    }

    private static Verdict judge(StudyFacts facts, LocalDate today, int hotFill) {
        return RULES.judge(facts, Map.of("hot", new TierState("hot", true, 100, hotFill)), List.of(), today);
    }

    private static StudyFacts facts(Random random) {
        LocalDate study = BEGIN.plusDays(random.nextInt(4500));
        Fact<LocalDate> viewed = random.nextBoolean() ? Fact.none() : Fact.of(study.plusDays(random.nextInt(3000)));
        Fact<LocalDate> death = random.nextInt(4) > 0 ? Fact.none() : Fact.of(study.plusDays(random.nextInt(3000)));
        return facts(study, viewed, death, List.of());
    }

    private static StudyFacts facts(LocalDate study, Fact<LocalDate> viewed, List<Copy> copies) {
        return facts(study, viewed, Fact.none(), copies);
    }

    private static StudyFacts facts(LocalDate study, Fact<LocalDate> viewed, Fact<LocalDate> death, List<Copy> copies) {
        return new StudyFacts(
                new StudyInstanceUid("2.25.7"),
                new Origin(
                        Fact.of(Set.of("CT")),
                        Fact.none(),
                        Fact.none(),
                        Fact.of("ct1"),
                        Fact.of("example-us"),
                        Fact.of(false)),
                new PatientFacts(Set.of(), Set.of(), Fact.of(LocalDate.of(1960, 2, 29)), death),
                new CareFacts(Fact.of(study), Fact.of(study), Fact.none(), Fact.none(), Fact.unknown(), Fact.unknown()),
                new StudyDates(Fact.of(study), Fact.of(study.plusDays(2)), viewed, Fact.none(), Fact.none()),
                new StorageFacts(1000, "1", copies));
    }

    private static List<PlacementPolicy> placement() {
        return List.of(PlacementPolicyReader.read(POLICIES.resolve("placement/samples/hot-warm-cold.yaml")));
    }

    private static List<RetentionPolicy> retention() {
        return List.of(RetentionPolicyReader.read(POLICIES.resolve("retention/samples/us-hospital-imaging.yaml")));
    }

    private static <P extends Policy> PolicyBook<P> active(List<P> policies) {
        List<Activation> activations = new ArrayList<>();
        policies.forEach(policy -> activations.add(new Activation(policy.version(), true, "test", Instant.EPOCH)));
        return new PolicyBook<>(policies, activations);
    }
}
