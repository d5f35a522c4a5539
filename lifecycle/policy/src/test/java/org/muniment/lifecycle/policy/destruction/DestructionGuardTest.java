package org.muniment.lifecycle.policy.destruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.policy.condition.ConditionReader;
import org.muniment.lifecycle.policy.destruction.Clearance.Cleared;
import org.muniment.lifecycle.policy.destruction.Clearance.Refused;
import org.muniment.lifecycle.policy.destruction.Refusal.Reason;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.facts.Facts;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldId;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.policy.retention.RetentionDecision;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.retention.Samples;
import org.muniment.lifecycle.policy.version.PolicyBook;
import org.muniment.lifecycle.policy.yaml.YamlMap;

class DestructionGuardTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate TODAY = LocalDate.now(CLOCK);
    private static final RetentionPolicies POLICIES = Samples.policies("england-adult", "us-hospital-imaging");
    private static final DestructionGuard GUARD = new DestructionGuard(POLICIES);
    private static final StudyFacts DUE = adultLastSeen("2010-05-01");

    @Nested
    class WhenAStudyIsToBeDestroyed {

        @Test
        void shouldClearWhatIsDueAsApproved() {
            Clearance clearance = GUARD.toDestroy(POLICIES.decide(DUE, TODAY), DUE, List.of(), CLOCK);
            assertThat(clearance).isInstanceOf(Cleared.class);
            assertThat(((Cleared) clearance).study()).isEqualTo(DUE.study());
            assertThat(((Cleared) clearance).copy()).isEmpty();
        }

        @Test
        void shouldRefuseWhatIsHeld() {
            StudyFacts annes = Facts.withIdentifiers(DUE, new PatientIdentifier("1", "A"));
            Hold hold = hold(new HoldScope.OfPatient(new PatientIdentifier("1", "A")), false);
            RetentionDecision approved = POLICIES.decide(annes, TODAY);
            assertThat(reasons(GUARD.toDestroy(approved, annes, List.of(hold), CLOCK)))
                    .containsExactly(Reason.HELD);
            Hold released = hold.released("counsel", Instant.EPOCH);
            assertThat(reasons(GUARD.toDestroy(approved, annes, List.of(released), CLOCK)))
                    .isEmpty();
        }

        @Test
        void shouldRefuseWhatIsNotDue() {
            StudyFacts recent = adultLastSeen("2020-05-01");
            assertThat(reasons(GUARD.toDestroy(POLICIES.decide(recent, TODAY), recent, List.of(), CLOCK)))
                    .contains(Reason.NOT_DUE);
        }

        @Test
        void shouldRefuseWhenAClockMovedSinceTheDecision() {
            RetentionDecision approved = POLICIES.decide(DUE, TODAY);
            assertThat(reasons(GUARD.toDestroy(approved, adultLastSeen("2026-05-01"), List.of(), CLOCK)))
                    .containsExactly(Reason.FACTS_CHANGED, Reason.NOT_DUE);
            // Still due, but nobody has approved this.
            Clearance moved = GUARD.toDestroy(approved, adultLastSeen("2011-05-01"), List.of(), CLOCK);
            assertThat(reasons(moved)).containsExactly(Reason.FACTS_CHANGED);
            assertThat(((Refused) moved).refusals().get(0).why()).isEqualTo("changed since: patient last seen");
        }

        @Test
        void shouldRefuseWhenInstancesCameSinceTheDecision() {
            RetentionDecision approved = POLICIES.decide(DUE, TODAY);
            assertThat(reasons(GUARD.toDestroy(approved, Facts.withRevision(DUE, "2"), List.of(), CLOCK)))
                    .containsExactly(Reason.FACTS_CHANGED);
        }

        @Test
        void shouldRefuseWhenThePolicyIsNotInForceAnyMore() {
            DestructionGuard later = new DestructionGuard(Samples.policies("us-hospital-imaging"));
            assertThat(reasons(later.toDestroy(POLICIES.decide(DUE, TODAY), DUE, List.of(), CLOCK)))
                    .contains(Reason.POLICY_NOT_ACTIVE, Reason.NOT_DUE);
            DestructionGuard none = new DestructionGuard(new RetentionPolicies(new PolicyBook<>(List.of(), List.of())));
            assertThat(reasons(none.toDestroy(POLICIES.decide(DUE, TODAY), DUE, List.of(), CLOCK)))
                    .contains(Reason.POLICY_NOT_ACTIVE, Reason.NOT_DUE);
        }

        @Test
        void shouldRefuseWhenAnotherPolicyCameIntoForce() {
            DestructionGuard later = new DestructionGuard(Samples.policies("england-adult", "england-screening"));
            StudyFacts screening = Facts.of("facility: example-england, department: breast-screening,"
                    + " birth: 1950-01-01, studyDate: 2009-01-01, lastSeen: 2010-05-01");
            assertThat(reasons(later.toDestroy(POLICIES.decide(screening, TODAY), screening, List.of(), CLOCK)))
                    .contains(Reason.FACTS_CHANGED);
        }

        @Test
        void shouldRefuseTheApprovalOfAnotherStudy() {
            assertThat(reasons(GUARD.toDestroy(
                            POLICIES.decide(DUE, TODAY), Facts.withStudy(DUE, "1.2.3"), List.of(), CLOCK)))
                    .containsExactly(Reason.MISMATCH);
        }

        @Test
        void shouldNeverClearWhatIsHeldWhateverTheRestSays() {
            Random random = new Random(5);
            RetentionPolicies all = Samples.inForce(Samples.readAll());
            DestructionGuard guard = new DestructionGuard(all);
            int cleared = 0;
            for (int i = 0; i < 500; i++) {
                StudyFacts facts = Facts.of("facility: "
                        + List.of("example-us", "example-nl", "example-england").get(random.nextInt(3))
                        + ", modality: CT, department: radiology, imported: false, birth: 1930-01-01, diagnoses: none, studyDate: "
                        + (1990 + random.nextInt(36))
                        + "-01-01, received: 2000-01-01, lastChange: none, lastSeen: none");
                RetentionDecision approved = all.decide(facts, TODAY);
                HoldScope scope = random.nextBoolean()
                        ? new HoldScope.OfStudy(facts.study())
                        : new HoldScope.OfQuery(ConditionReader.readLasting(YamlMap.parse("modality: CT")));
                if (guard.toDestroy(approved, facts, List.of(), CLOCK) instanceof Cleared) cleared++;
                assertThat(reasons(guard.toDestroy(approved, facts, List.of(hold(scope, false)), CLOCK)))
                        .contains(Reason.HELD);
            }
            assertThat(cleared).isGreaterThan(100);
        }
    }

    @Nested
    class WhenOneCopyIsToGo {

        private final Copy hot = new Copy("1", "hot", true, true, true);
        private final Copy warm = new Copy("2", "warm", true, true, true);
        private final Copy cold = new Copy("3", "cold", true, false, false);
        private final Copy broken = new Copy("4", "warm", false, true, true);

        @Test
        void shouldClearACopyThatIsNotWantedWhileOthersAreGood() {
            Clearance clearance = remove(hot, Map.of("warm", 1, "cold", 1), List.of(), hot, warm, cold);
            assertThat(clearance).isInstanceOf(Cleared.class);
            assertThat(((Cleared) clearance).copy()).contains(hot);
        }

        @Test
        void shouldNeverClearTheLastGoodCopy() {
            assertThat(reasons(remove(hot, Map.of(), List.of(), hot))).containsExactly(Reason.LAST_COPY);
            assertThat(reasons(remove(hot, Map.of(), List.of(), hot, broken))).containsExactly(Reason.LAST_COPY);
            assertThat(reasons(remove(broken, Map.of(), List.of(), broken))).containsExactly(Reason.LAST_COPY);
        }

        @Test
        void shouldClearABrokenCopyWhileAGoodOneIsThere() {
            assertThat(reasons(remove(broken, Map.of("warm", 1, "hot", 1), List.of(), broken, hot)))
                    .isEmpty();
        }

        @Test
        void shouldRefuseBeforeTheWantedCopiesAreThere() {
            assertThat(reasons(remove(hot, Map.of("warm", 1, "cold", 1), List.of(), hot, warm)))
                    .containsExactly(Reason.COPIES_MISSING);
            assertThat(reasons(remove(hot, Map.of("warm", 1), List.of(), hot, broken, cold)))
                    .containsExactly(Reason.COPIES_MISSING);
        }

        @Test
        void shouldRefuseACopyThatIsNotThere() {
            assertThat(reasons(remove(hot, Map.of(), List.of(), warm, cold))).containsExactly(Reason.MISMATCH);
        }

        @Test
        void shouldLetAHeldStudyMoveButKeepItsBytes() {
            Hold hold = hold(new HoldScope.OfStudy(DUE.study()), false);
            assertThat(reasons(remove(hot, Map.of("warm", 1), List.of(hold), hot, warm)))
                    .isEmpty();
            assertThat(reasons(remove(hot, Map.of("cold", 1), List.of(hold), hot, cold)))
                    .containsExactly(Reason.HELD);
        }

        @Test
        void shouldKeepACopyOnlineWhereTheHoldSaysSo() {
            Copy offline = new Copy("5", "cold", true, false, true);
            Hold quick = hold(new HoldScope.OfStudy(DUE.study()), true);
            Hold slow = hold(new HoldScope.OfStudy(DUE.study()), false);
            assertThat(reasons(remove(warm, Map.of("cold", 1), List.of(slow), warm, offline)))
                    .isEmpty();
            assertThat(reasons(remove(warm, Map.of("cold", 1), List.of(quick), warm, offline)))
                    .containsExactly(Reason.HELD);
            assertThat(reasons(remove(hot, Map.of("cold", 1), List.of(quick), hot, warm, offline)))
                    .isEmpty();
        }

        private Clearance remove(Copy copy, Map<String, Integer> wanted, List<Hold> holds, Copy... copies) {
            return GUARD.toRemoveCopy(copy, Facts.withCopies(DUE, copies), wanted, holds, CLOCK);
        }
    }

    private static StudyFacts adultLastSeen(String date) {
        return Facts.of("facility: example-england, birth: 1950-01-01, studyDate: 2009-01-01, lastSeen: " + date);
    }

    private static List<Reason> reasons(Clearance clearance) {
        return clearance instanceof Refused refused
                ? refused.refusals().stream().map(Refusal::reason).toList()
                : List.of();
    }

    private static Hold hold(HoldScope scope, boolean keepOnline) {
        return new Hold(
                new HoldId(new UUID(0, 1)),
                scope,
                new Hold.Order("suit", "4 C 12/26", "counsel", Instant.EPOCH),
                LocalDate.of(2027, 1, 1),
                keepOnline,
                Optional.empty());
    }
}
