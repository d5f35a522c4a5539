package org.muniment.lifecycle.policy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.lifecycle.policy.facts.Facts;
import org.muniment.lifecycle.policy.version.PolicyVersion;

class RetentionPoliciesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    @Test
    void shouldKeepAsLongAsTheLongestPolicySays() {
        RetentionDecision decision = Samples.policies("us-hospital-imaging", "us-mammography")
                .decide(
                        Facts.of("facility: example-us, modality: MG, studyDate: 2015-06-10, lastExamOfKind: none"),
                        TODAY);
        assertThat(decision.until()).hasToString("2025-06-10");
        assertThat(names(decision.outcomes())).containsExactly("us-hospital-imaging", "us-mammography");
        assertThat(names(decision.deciding())).containsExactly("us-mammography");
        assertThat(decision.isDue(LocalDate.of(2025, 6, 9))).isFalse();
        assertThat(decision.isDue(LocalDate.of(2025, 6, 10))).isTrue();
    }

    @Test
    void shouldNameThePolicyVersionsItFollowsFrom() {
        RetentionDecision decision = Samples.policies("us-hospital-imaging", "netherlands")
                .decide(Facts.of("facility: example-us, studyDate: 2015-06-10"), TODAY);
        PolicyVersion version = Samples.read("us-hospital-imaging").version();
        assertThat(decision.policies()).containsExactly(version);
    }

    @Test
    void shouldKeepWhatNoPolicyAppliesTo() {
        RetentionDecision decision = Samples.policies("us-mammography")
                .decide(Facts.of("facility: example-us, modality: CT, studyDate: 1950-01-01"), TODAY);
        assertThat(decision.until()).hasToString("undetermined: no policy in force applies");
        assertThat(decision.isDue(LocalDate.MAX)).isFalse();
    }

    @Test
    void shouldKeepWhatOneOfSeveralPoliciesCantDecide() {
        RetentionDecision decision = Samples.policies("england-adult", "england-cancer")
                .decide(
                        Facts.of("facility: example-england, birth: 1950-01-01, studyDate: 2000-01-01, lastSeen: none"),
                        TODAY);
        assertThat(decision.isDue(TODAY)).isFalse();
        assertThat(decision.explain())
                .contains(
                        "undetermined: whether it applies depends on what is not known: diagnosis [ICD-10|C*] is unknown");
    }

    @Test
    void shouldNotLetAPendingClockThatARuleLeavesOutGiveWayToAnotherPolicy() {
        // Of the cancer policy alone "leave out" means the thirty years; here all its branches are left out.
        KeepUntil pending = new KeepUntil.Pending("no death", true);
        PolicyOutcome outcome =
                new PolicyOutcome(Samples.read("england-cancer"), "cancer", new Branch("", pending, List.of()));
        KeepUntil due = new KeepUntil.Due(LocalDate.of(2000, 1, 1));
        assertThat(KeepUntil.laterOf(List.of(due, outcome.until())).dueDate()).isEmpty();
    }

    @Test
    void shouldTakeTheDayFromTheFacilitysTimeZone() {
        // Half past midnight in Berlin; in New York it is still the evening before.
        Instant instant = Instant.parse("2026-05-31T22:30:00Z");
        RetentionPolicies policies = Samples.policies("germany-diagnostic");
        String facts = "facility: example-de, modality: CT, birth: 1960-01-01, lastExamOfKind: none, studyDate: ";
        assertThat(policies.decide(Facts.of(facts + "2026-06-01"), Clock.fixed(instant, ZoneId.of("Europe/Berlin")))
                        .until())
                .hasToString("2036-06-01");
        assertThat(policies.decide(Facts.of(facts + "2026-06-01"), Clock.fixed(instant, ZoneId.of("America/New_York")))
                        .until()
                        .toString())
                .contains("2026-06-01 lies in the future");
    }

    @Test
    void shouldExplainItself() {
        RetentionDecision decision = Samples.policies("germany-diagnostic")
                .decide(
                        Facts.of("facility: example-de, modality: CR, birth: 2000-02-29, studyDate: 2002-04-01,"
                                + " lastExamOfKind: 2003-05-01"),
                        TODAY);
        String digest = Samples.read("germany-diagnostic").version().digest().hex();
        assertThat(decision.explain())
                .isEqualTo(
                        """
                        Study 2.25.1: may be destroyed from 2028-02-29 on.
                        Policy germany-diagnostic version 1 (sha256 DIGEST), rule 'minor'
                          mandate: Germany, Strahlenschutzgesetz, Untersuchungen
                          citation: StrlSchG §85 Abs. 2; to be confirmed by counsel
                          later of: 2028-02-29  <-
                            last exam of this kind at the facility 2003-05-01 plus 10 years: 2013-05-01
                            birthday 28 (birth 2000-02-29 plus 28 years): 2028-02-29  <-
                        Facts asked for:
                          birth: 2000-02-29
                          facility: example-de
                          last exam of this kind at the facility: 2003-05-01
                          modality: [CR]
                          revision: 1
                          study date: 2002-04-01
                        """
                                .replace("DIGEST", digest));
    }

    @Test
    void shouldTellNoPatientDataWhereLogsMightShowIt() {
        String facts = "facility: example-england, birth: 1950-01-02, death: 2003-04-05, studyDate: 2000-01-01,"
                + " lastSeen: 2001-06-07, diagnoses: [{system: ICD-10, code: C50.9, date: 1999-08-09}]";
        RetentionDecision decision = Samples.policies("england-cancer").decide(Facts.of(facts), TODAY);
        for (String secret : Arrays.asList("1950", "2003", "2001", "C50.9", "1999")) {
            assertThat(Facts.of(facts).toString()).doesNotContain(secret);
            assertThat(decision.toString()).doesNotContain(secret);
        }
    }

    private static List<String> names(List<PolicyOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.policy().version().name())
                .toList();
    }
}
