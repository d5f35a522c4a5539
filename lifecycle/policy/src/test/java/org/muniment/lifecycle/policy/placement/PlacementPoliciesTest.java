package org.muniment.lifecycle.policy.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.facts.Facts;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldId;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.PolicyBook;
import org.muniment.lifecycle.policy.version.PolicyException;

class PlacementPoliciesTest {

    private static final Path SAMPLES = Path.of("../../config/policies/placement/samples");
    private static final Map<String, TierState> TIERS = Map.of(
            "hot", new TierState("hot", true, 100, 50),
            "warm", new TierState("warm", true, 100, 50),
            "cold", new TierState("cold", false, 100, 50));
    private static final PlacementPolicies POLICIES = inForce("hot-warm-cold");
    private static final String OLD = "received: 2010-01-01, studyDate: 2010-01-01, death: none, lastViewed: none";
    private static final Clock CLOCK = at(LocalDate.of(2026, 6, 1));

    @Test
    void shouldMoveAStudyThroughTheTiersAndUpAgainWhenItIsOpened() {
        LocalDate made = LocalDate.of(2020, 2, 29);
        List<String> life = new ArrayList<>();
        for (int day = 0; day < 11 * 365; day++) {
            LocalDate today = made.plusDays(day);
            String opened = today.isBefore(LocalDate.of(2029, 5, 4)) ? "2020-03-01" : "2029-05-04";
            String rule = decide(
                            "studyDate: 2020-02-29, received: 2020-02-29, death: none, lastViewed: "
                                    + (day == 0 ? "none" : opened),
                            today)
                    .rule();
            if (life.isEmpty() || !life.get(life.size() - 1).endsWith(rule)) life.add(today + " " + rule);
        }
        assertThat(life)
                .containsExactly(
                        "2020-02-29 new",
                        "2020-03-30 young",
                        "2022-03-01 middle-aged",
                        "2027-03-01 old",
                        "2029-05-04 opened again",
                        "2029-06-03 old");
    }

    @Test
    void shouldSayWhatIsMissingAndWhatMayGo() {
        StudyFacts facts = Facts.withCopies(
                Facts.of(OLD),
                copy("1", "hot", true),
                copy("2", "warm", true),
                copy("3", "cold", true),
                copy("4", "cold", false));
        PlacementDecision decision = POLICIES.decide(facts, TIERS, List.of(), CLOCK);
        assertThat(decision.copies()).containsExactly(Map.entry("cold", 2));
        assertThat(decision.recompress()).containsExactly("cold");
        assertThat(decision.policy().orElseThrow().name()).isEqualTo("hot-warm-cold");
        assertThat(decision.missing(facts.storage().copies())).containsExactly(Map.entry("cold", 1));
        assertThat(decision.surplus(facts.storage().copies()))
                .containsExactly(Map.entry("hot", 1), Map.entry("warm", 1));
    }

    @Test
    void shouldLeaveAStudyWhereItIsWhenAnUnknownFactDecides() {
        StudyFacts facts = Facts.withCopies(
                Facts.of("received: 2010-01-01, studyDate: 2010-01-01, death: none"), copy("1", "warm", true));
        PlacementDecision decision = POLICIES.decide(facts, TIERS, List.of(), CLOCK);
        assertThat(decision.rule()).isEqualTo("stay");
        assertThat(decision.reason()).contains("last viewed is unknown");
        assertThat(decision.copies()).containsExactly(Map.entry("warm", 1));
    }

    @Test
    void shouldLeaveAStudyWhereItIsWhereNoPolicyIsInForce() {
        PlacementPolicies none = new PlacementPolicies(new PolicyBook<>(List.of(), List.of()));
        StudyFacts facts = Facts.withCopies(Facts.of(OLD), copy("1", "warm", true), copy("2", "warm", true));
        assertThat(none.decide(facts, TIERS, List.of(), CLOCK).copies()).containsExactly(Map.entry("warm", 2));
    }

    @Test
    void shouldTakeTheFirstPolicyThatApplies() {
        PlacementPolicies both = inForce("hot-warm-cold", "by-department");
        String mammogram = OLD + ", modality: MG, lastExamOfKind: none, facility: ";
        assertThat(both.decide(Facts.of(mammogram + "example-us"), TIERS, List.of(), CLOCK)
                        .rule())
                .isEqualTo("last mammogram");
        assertThat(both.decide(Facts.of(mammogram + "elsewhere"), TIERS, List.of(), CLOCK)
                        .rule())
                .isEqualTo("old");
    }

    @Test
    void shouldKeepOnlineWhatAHoldWantsOnline() {
        StudyFacts facts = Facts.withCopies(Facts.of(OLD), copy("1", "warm", true));
        PlacementDecision held = POLICIES.decide(facts, TIERS, List.of(hold(facts, true)), CLOCK);
        assertThat(held.rule()).isEqualTo("held online");
        assertThat(held.copies()).containsExactly(Map.entry("cold", 2), Map.entry("warm", 1));
        StudyFacts offline = Facts.withCopies(Facts.of(OLD), new Copy("1", "tape", true, false, true));
        Map<String, TierState> noneOnline = Map.of("hot", new TierState("hot", false, 100, 50));
        assertThat(POLICIES.decide(offline, noneOnline, List.of(hold(offline, true)), CLOCK)
                        .copies())
                .containsExactly(Map.entry("cold", 2));
        assertThat(POLICIES.decide(facts, TIERS, List.of(hold(facts, false)), CLOCK)
                        .rule())
                .isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            basis:             | bases:                  | unknown key bases
            recompress: [cold] | recompres: [cold]       | unknown key recompres
            { cold: 2 }        | { cold: 0 }             | copies on cold are less than one
            recompress: [cold] | recompress: [hot]       | recompresses on a tier it wants no copy on
            high: 85, low: 75  | high: 75, low: 85       | watermarks are 75 and 85
            leastRecentlyViewed | newest                 | first is 'newest'
            { tier: hot, above: 90 } | { tier: hot, over: 90 } | unknown key over
            copies: { cold: 2 } | copies: { cold: 2 }\\n    when: { deceased: true } | the last of rules must be one without when
            """)
    void shouldNameTheFileAndWhatIsWrongInIt(String right, String wrong, String message, @TempDir Path directory)
            throws IOException {
        String good = Files.readString(SAMPLES.resolve("hot-warm-cold.yaml"));
        assertThat(good).contains(right);
        Path file = Files.writeString(directory.resolve("wrong.yaml"), good.replace(right, wrong.replace("\\n", "\n")));
        assertThatThrownBy(() -> PlacementPolicyReader.read(file))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("wrong.yaml")
                .hasMessageContaining(message);
    }

    private static PlacementDecision decide(String facts, LocalDate today) {
        return POLICIES.decide(Facts.of(facts), TIERS, List.of(), at(today));
    }

    private static PlacementPolicies inForce(String... names) {
        List<PlacementPolicy> policies = new ArrayList<>();
        List<Activation> activations = new ArrayList<>();
        for (String name : names) {
            PlacementPolicy policy = PlacementPolicyReader.read(SAMPLES.resolve(name + ".yaml"));
            policies.add(policy);
            activations.add(new Activation(policy.version(), true, "officer", Instant.EPOCH));
        }
        return new PlacementPolicies(new PolicyBook<>(policies, activations));
    }

    private static Copy copy(String id, String tier, boolean verified) {
        return new Copy(id, tier, verified, !tier.equals("cold"), true);
    }

    private static Hold hold(StudyFacts facts, boolean keepOnline) {
        return new Hold(
                new HoldId(new UUID(0, 1)),
                new HoldScope.OfStudy(facts.study()),
                new Hold.Order("suit", "4 C 12/26", "counsel", Instant.EPOCH),
                LocalDate.of(2027, 1, 1),
                keepOnline,
                Optional.empty());
    }

    private static Clock at(LocalDate day) {
        return Clock.fixed(day.atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }
}
