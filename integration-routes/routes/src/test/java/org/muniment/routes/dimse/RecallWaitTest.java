package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.RecallState.State;
import org.muniment.core.tier.Recalls;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.Preparation;
import org.muniment.dicom.net.Preparation.Failed;
import org.muniment.dicom.net.Preparation.NotYet;
import org.muniment.dicom.net.Preparation.Ready;

class RecallWaitTest {

    private static final StudyInstanceUid STUDY = new StudyInstanceUid("2.25.1");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Semaphore places = new Semaphore(1);
    private final List<String> asked = new ArrayList<>();
    private State state = State.REQUESTED;
    private boolean indexIsDown;

    private final Recalls recalls = new Recalls() {
        @Override
        public RecallState request(StudyInstanceUid study, String by) {
            asked.add(study + " by " + by);
            return state(study);
        }

        @Override
        public RecallState state(StudyInstanceUid study) {
            if (indexIsDown) throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "down");
            return new RecallState(state, Optional.empty(), Duration.ofMinutes(1));
        }
    };

    private RecallWait waiting(Duration atMost) {
        return new RecallWait(recalls, Set.of(STUDY), "SCANNER", atMost, INTERVAL, places);
    }

    private static DimseStatus failure(Preparation.Progress progress) {
        return ((Failed) progress).status();
    }

    @Test
    void shouldAskOnceAndWaitUntilItIsReadable() {
        RecallWait wait = waiting(LONG);

        assertThat(wait.proceed()).isEqualTo(new NotYet(INTERVAL));
        state = State.RECALLING;
        assertThat(wait.proceed()).isEqualTo(new NotYet(INTERVAL));
        state = State.READY;
        assertThat(wait.proceed()).isEqualTo(new Ready());
        assertThat(asked).containsExactly("2.25.1 by SCANNER");
    }

    @Test
    void shouldSayAfterItsTimeThatItIsBeingRecalled() {
        DimseStatus status = failure(waiting(Duration.ZERO).proceed());

        assertThat(status.code()).isEqualTo(DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS.code());
        assertThat(status.comment()).contains("being recalled").hasSizeLessThanOrEqualTo(64);
        assertThat(asked).hasSize(1);
    }

    @Test
    void shouldSayThatTheRecallHasFailed() {
        state = State.FAILED;

        assertThat(failure(waiting(LONG).proceed()).comment()).contains("failed");
    }

    /** Whoever finds no place has asked for the recall, too. */
    @Test
    void shouldLetNoMoreWaitThanThereArePlaces() {
        RecallWait first = waiting(LONG);
        first.proceed();

        assertThat(failure(waiting(LONG).proceed()).comment()).contains("being recalled");
        assertThat(asked).hasSize(2);

        first.end();
        assertThat(waiting(LONG).proceed()).isEqualTo(new NotYet(INTERVAL));
    }

    @Test
    void shouldWaitOnWhileTheIndexIsAway() {
        RecallWait wait = waiting(LONG);
        wait.proceed();
        indexIsDown = true;

        assertThat(wait.proceed()).isEqualTo(new NotYet(INTERVAL));
    }
}
