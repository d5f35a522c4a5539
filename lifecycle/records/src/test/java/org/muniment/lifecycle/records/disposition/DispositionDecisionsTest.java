package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.records.hold.HoldDocument;

/** What people decide before anything is destroyed. */
class DispositionDecisionsTest extends DisposalDesk {

    @Test
    void shouldTakeASecondPersonToApproveWhatWasReviewed() {
        StudyInstanceUid study = office.study(1, "20110101");
        Dispositions dispositions = office.dispositions();
        Disposition proposed = dispositions.propose(List.of(study), "", "olivia");
        assertThatThrownBy(() -> dispositions.approve(proposed.id(), "", "", "paul"))
                .hasMessageContaining("PROPOSED");
        Disposition reviewed = dispositions.review(proposed.id(), "", "rita");
        for (String same : List.of("olivia", "rita"))
            assertThatThrownBy(() -> dispositions.approve(proposed.id(), reviewed.sha256(), "", same))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));
        assertThatThrownBy(() -> dispositions.approve(proposed.id(), "0".repeat(64), "", "paul"))
                .hasMessageContaining(reviewed.sha256());
        assertThat(office.jobs.unfinished(10)).isEmpty();
        dispositions.approve(proposed.id(), reviewed.sha256(), "", "paul");
        assertThat(office.jobs.unfinished(10)).hasSize(1);
    }

    @Test
    void shouldKeepWhatTheReviewerTookOut() {
        StudyInstanceUid study = office.study(1, "20110101");
        StudyInstanceUid out = office.study(2, "20110101");
        Disposition proposed = office.dispositions().propose(List.of(study, out), "", "olivia");
        office.dispositions().exclude(proposed.id(), out, "rare case, for teaching", "rita");
        Disposition reviewed = office.dispositions().review(proposed.id(), "", "rita");
        office.dispositions().approve(reviewed.id(), reviewed.sha256(), "", "paul");
        assertThat(office.jobs.unfinished(10)).singleElement().satisfies(job -> assertThat(job.study())
                .isEqualTo(study));
    }

    @Test
    void shouldProposeWhatIsListedAsExpired() {
        StudyInstanceUid study = office.study(1, "20110101");
        office.expired.expired(
                office.policies.retention().decide(office.facts.of(study).orElseThrow(), office.clock));
        assertThat(office.expired.list(10)).singleElement().satisfies(one -> assertThat(one.due())
                .isEqualTo("2016-01-01"));
        Disposition proposed = office.dispositions().propose(List.of(), "", "olivia");
        assertThat(office.dispositions().items(proposed.id()))
                .extracting(DispositionItem::study)
                .containsExactly(study.value());
    }

    @Test
    void shouldTellAReleasedHoldFromOneInForce() {
        StudyInstanceUid study = office.study(1, "20110101");
        HoldDocument hold = office.holds.place(holdOn(study), "counsel").hold();
        assertThat(office.holds.inForce()).hasSize(1);
        office.holds.release(hold.id(), "judge");
        assertThat(office.holds.inForce()).isEmpty();
        assertThat(office.holds.list(true)).singleElement().satisfies(over -> assertThat(over.releasedBy())
                .isEqualTo("judge"));
        assertThatThrownBy(() -> office.holds.release(hold.id(), "judge")).isInstanceOf(ArchiveException.class);
    }
}
