package org.muniment.lifecycle.policy.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.lifecycle.policy.facts.Facts;
import org.muniment.lifecycle.policy.facts.Span;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.placement.Watermark.Order;

class WatermarkTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final StudyFacts VIEWED_IN_APRIL = study("1", "2020-01-01", "2026-04-01", 10);
    private static final StudyFacts NEVER_VIEWED = study("2", "2022-01-01", "none", 20);
    private static final StudyFacts VIEWED_IN_2025 = study("3", "2024-01-01", "2025-01-01", 5);
    private static final StudyFacts VIEWED_YESTERDAY = study("4", "2010-01-01", "2026-05-31", 50);
    private static final StudyFacts VIEWED_NOBODY_KNOWS_WHEN =
            Facts.withStudy(Facts.of("studyDate: 2001-01-01, received: 2001-01-01, size: 90MB"), "5");
    private static final List<StudyFacts> ALL =
            List.of(VIEWED_IN_APRIL, NEVER_VIEWED, VIEWED_IN_2025, VIEWED_YESTERDAY, VIEWED_NOBODY_KNOWS_WHEN);

    @Test
    void shouldMoveNothingAtTheHighMark() {
        assertThat(leaving(Order.OLDEST, 85)).isEmpty();
    }

    @Test
    void shouldMoveUntilTheLowMarkIsReached() {
        assertThat(leaving(Order.LEAST_RECENTLY_VIEWED, 86)).containsExactly(NEVER_VIEWED);
        assertThat(leaving(Order.LEAST_RECENTLY_VIEWED, 96)).containsExactly(NEVER_VIEWED, VIEWED_IN_2025);
        assertThat(leaving(Order.OLDEST, 86)).containsExactly(VIEWED_IN_APRIL, NEVER_VIEWED);
        assertThat(leaving(Order.LARGEST, 96)).containsExactly(NEVER_VIEWED, VIEWED_IN_APRIL);
    }

    @Test
    void shouldSpareWhatWasUsedLatelyAndWhatNobodyKnowsOf() {
        assertThat(leaving(Order.LEAST_RECENTLY_VIEWED, 200))
                .containsExactly(NEVER_VIEWED, VIEWED_IN_2025, VIEWED_IN_APRIL);
    }

    private static List<StudyFacts> leaving(Order first, int usedMegabytes) {
        Watermark watermark = new Watermark(85, 75, "warm", Span.of("30d"), first);
        return watermark.toMoveDown(new TierState("hot", true, 100_000_000, usedMegabytes * 1_000_000L), ALL, TODAY);
    }

    private static StudyFacts study(String uid, String received, String viewed, int megabytes) {
        return Facts.withStudy(
                Facts.of("studyDate: " + received + ", received: " + received + ", lastViewed: " + viewed + ", size: "
                        + megabytes + "MB"),
                uid);
    }
}
