package org.muniment.lifecycle.engine.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.lifecycle.engine.SetClock;
import org.muniment.lifecycle.engine.job.Evaluation;

class DueWorkerTest {

    private static final StudyInstanceUid ONE = new StudyInstanceUid("1.1");
    private static final StudyInstanceUid OTHER = new StudyInstanceUid("1.2");

    private final SetClock clock = new SetClock(Instant.parse("2031-03-01T10:20:30Z"));
    private final MemoryDueIndex index = new MemoryDueIndex(clock);
    private final DueStudies due = new DueStudies(index);
    private final Queue<StudyInstanceUid> evaluated = new ConcurrentLinkedQueue<>();

    @Test
    void shouldEvaluateAStudyOnceHoweverManyRemindersAreDue() throws Exception {
        for (int i = 0; i < 3; i++) {
            due.scheduleNow(ONE);
            clock.advance(Duration.ofMillis(2));
        }
        due.scheduleNow(OTHER);
        clock.advance(Duration.ofMillis(2));
        Evaluation evaluation = study -> {
            evaluated.add(study);
            return Evaluation.NEVER;
        };
        try (DueWorker worker = new DueWorker(index, evaluation, "node", Duration.ofSeconds(1), 2, clock)) {
            worker.evaluateSome();
            assertThat(evaluated).containsExactlyInAnyOrder(ONE, OTHER);
            clock.advance(Duration.ofHours(3));
            worker.evaluateSome();
            assertThat(evaluated).hasSize(2);
        }
        assertThat(index.begun(DueList.STUDY, clock.instant()).toList())
                .as("all reminders are settled, and their buckets gone")
                .isEmpty();
    }
}
