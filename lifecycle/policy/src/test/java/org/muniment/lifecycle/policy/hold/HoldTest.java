package org.muniment.lifecycle.policy.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.policy.condition.ConditionReader;
import org.muniment.lifecycle.policy.facts.Facts;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.yaml.YamlMap;

class HoldTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final PatientIdentifier ANNE = new PatientIdentifier("4711", "A");
    private static final PatientIdentifier ANNE_ELSEWHERE = new PatientIdentifier("0815", "B");

    @Test
    void shouldCoverAStudy() {
        HoldScope scope = new HoldScope.OfStudy(new StudyInstanceUid("1.2.3"));
        assertThat(covers(scope, Facts.withStudy(Facts.of(""), "1.2.3"))).isTrue();
        assertThat(covers(scope, Facts.withStudy(Facts.of(""), "1.2.4"))).isFalse();
    }

    @Test
    void shouldCoverAPatientAlsoAfterAMergeIntoAnother() {
        HoldScope scope = new HoldScope.OfPatient(ANNE);
        assertThat(covers(scope, Facts.withIdentifiers(Facts.of(""), ANNE))).isTrue();
        assertThat(covers(scope, Facts.withIdentifiers(Facts.of(""), ANNE_ELSEWHERE, ANNE)))
                .isTrue();
        assertThat(covers(scope, Facts.withIdentifiers(Facts.of(""), ANNE_ELSEWHERE)))
                .isFalse();
    }

    @Test
    void shouldCoverWhatWasThePatientsBeforeItWasAssignedToSomebodyElse() {
        StudyFacts assigned = Facts.filedUnder(Facts.withIdentifiers(Facts.of(""), ANNE_ELSEWHERE), ANNE);
        assertThat(covers(new HoldScope.OfPatient(ANNE), assigned)).isTrue();
        assertThat(covers(new HoldScope.OfPatient(ANNE_ELSEWHERE), assigned)).isTrue();
        assertThat(covers(new HoldScope.OfPatient(new PatientIdentifier("1", "A")), assigned))
                .isFalse();
    }

    @Test
    void shouldCoverWhoeverHasTheIdWhereTheIssuerIsNotKnown() {
        PatientIdentifier bare = new PatientIdentifier(ANNE.id(), "");
        assertThat(covers(new HoldScope.OfPatient(bare), Facts.withIdentifiers(Facts.of(""), ANNE)))
                .isTrue();
        assertThat(covers(new HoldScope.OfPatient(ANNE), Facts.withIdentifiers(Facts.of(""), bare)))
                .isTrue();
        PatientIdentifier other = new PatientIdentifier(ANNE.id(), "another issuer");
        assertThat(covers(new HoldScope.OfPatient(ANNE), Facts.withIdentifiers(Facts.of(""), other)))
                .isFalse();
    }

    @Test
    void shouldCoverWhatAQueryFindsAndWhatItCantTell() {
        HoldScope scope = new HoldScope.OfQuery(ConditionReader.readLasting(
                YamlMap.parse("{source: cath-lab, between: {clock: studyDate, from: 2019-01-01, to: 2019-12-31}}")));
        assertThat(covers(scope, Facts.of("source: cath-lab, studyDate: 2019-01-01")))
                .isTrue();
        assertThat(covers(scope, Facts.of("source: cath-lab, studyDate: 2019-12-31")))
                .isTrue();
        assertThat(covers(scope, Facts.of("source: cath-lab, studyDate: 2020-01-01")))
                .isFalse();
        assertThat(covers(scope, Facts.of("source: cath-lab"))).isTrue();
        assertThat(covers(scope, Facts.of("studyDate: 2019-07-01"))).isTrue();
        assertThat(covers(scope, Facts.of("source: ct, studyDate: 2019-07-01"))).isFalse();
    }

    @Test
    void shouldHoldUntilSomebodyReleasesItWhateverTheReviewDateSays() {
        Hold hold = hold(new HoldScope.OfPatient(ANNE));
        StudyFacts facts = Facts.withIdentifiers(Facts.of(""), ANNE);
        assertThat(hold.isToBeReviewed(LocalDate.of(2025, 12, 31))).isFalse();
        assertThat(hold.isToBeReviewed(LocalDate.of(2026, 1, 1))).isTrue();
        assertThat(Hold.inForceOn(facts, List.of(hold), TODAY)).containsExactly(hold);

        Hold released = hold.released("counsel", Instant.EPOCH);
        assertThat(released.isToBeReviewed(TODAY)).isFalse();
        assertThat(Hold.inForceOn(facts, List.of(released), TODAY)).isEmpty();
        assertThatThrownBy(() -> released.released("counsel", Instant.EPOCH)).hasMessageContaining("released before");
    }

    @Test
    void shouldHaveAReasonACaseAndAPerson() {
        assertThatThrownBy(() -> new Hold.Order("", "4 C 12/26", "counsel", Instant.EPOCH))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> new Hold.Order("suit", " ", "counsel", Instant.EPOCH))
                .hasMessageContaining("case number");
        assertThatThrownBy(() -> new Hold.Order("suit", "4 C 12/26", "", Instant.EPOCH))
                .hasMessageContaining("nobody");
    }

    private static boolean covers(HoldScope scope, StudyFacts facts) {
        return !Hold.inForceOn(facts, List.of(hold(scope)), TODAY).isEmpty();
    }

    private static Hold hold(HoldScope scope) {
        return new Hold(
                new HoldId(new UUID(0, 1)),
                scope,
                new Hold.Order("suit", "4 C 12/26", "counsel", Instant.EPOCH),
                LocalDate.of(2026, 1, 1),
                false,
                Optional.empty());
    }
}
