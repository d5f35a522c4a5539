package org.muniment.lifecycle.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.lifecycle.DueBucket;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.archive.lifecycle.MemoryJobRegister;
import org.muniment.core.feed.RetryPolicy;
import org.muniment.lifecycle.engine.place.Faults;

/** Whoever writes jobs dies or is halted anywhere: none of them waits for ever. */
class JobReminderTest {

    private static final JobEngineConfig CONFIG = new JobEngineConfig(
            2,
            Duration.ofSeconds(30),
            Duration.ofMillis(5),
            new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(50)),
            5,
            Map.of());

    /** Goes on by itself, and may be put forward. */
    private static final class JumpingClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void jump(Duration duration) {
            ahead = ahead.plus(duration);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What somebody does when he dies. */
    private enum Act {
        SUBMIT {
            @Override
            void before(JobService jobs, StudyInstanceUid study) {}

            @Override
            void run(JobService jobs, StudyInstanceUid study) {
                submit(jobs, study, Priority.NORMAL);
            }
        },
        URGE {
            @Override
            void before(JobService jobs, StudyInstanceUid study) {
                submit(jobs, study, Priority.BACKGROUND);
            }

            @Override
            void run(JobService jobs, StudyInstanceUid study) {
                submit(jobs, study, Priority.CLINICAL);
            }
        },
        SUBMIT_AFTER_ANOTHER {
            @Override
            void before(JobService jobs, StudyInstanceUid study) {
                submit(jobs, study, Priority.NORMAL);
                jobs.cancel(JobKind.VERIFY, study, "test");
            }

            @Override
            void run(JobService jobs, StudyInstanceUid study) {
                submit(jobs, study, Priority.NORMAL);
            }
        };

        abstract void before(JobService jobs, StudyInstanceUid study);

        abstract void run(JobService jobs, StudyInstanceUid study);
    }

    private final JumpingClock clock = new JumpingClock();
    private final MemoryJobRegister register = new MemoryJobRegister();
    private final MemoryDueIndex due = new MemoryDueIndex(clock);
    private final JobService jobs = new JobService(register, due, clock);
    private final Faults faults = new Faults();
    private final JobService failing =
            new JobService(faults.on(JobRegister.class, register), faults.on(DueIndex.class, due), clock);
    private JobEngine engine;

    private record Verifying() implements JobHandler {
        @Override
        public JobKind kind() {
            return JobKind.VERIFY;
        }

        @Override
        public StepOutcome run(Job job, Fence fence) {
            return new StepOutcome.Done("");
        }

        @Override
        public Set<String> tiers(Job job) {
            return Set.of();
        }
    }

    @BeforeEach
    void make() {
        engine = new JobEngine(jobs, due, List.of(new Verifying()), "node", CONFIG, JobListener.NONE, Throttle.none());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static void submit(JobService jobs, StudyInstanceUid study, Priority priority) {
        jobs.submit(JobKind.VERIFY, study, "VERIFY", "{}", priority, "test");
    }

    private void awaitDone(StudyInstanceUid study) {
        await().until(() -> jobs.find(JobKind.VERIFY, study).stream().anyMatch(job -> job.state() == JobState.DONE));
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void shouldForgetNoJobOfWhomeverDied(Act act) {
        engine.start();
        int moment = 0;
        for (boolean died = true; died; moment++) {
            StudyInstanceUid study = new SampleStudy().uid();
            jobs.pause(Scope.all(), "test");
            act.before(jobs, study);
            died = dies(act, study, moment);
            if (jobs.find(JobKind.VERIFY, study)
                    .filter(job -> !job.state().isFinished())
                    .isEmpty()) act.run(jobs, study);
            jobs.resume(Scope.all(), "test");
            awaitDone(study);
        }
        assertThat(moment).isGreaterThan(6);
    }

    private boolean dies(Act act, StudyInstanceUid study, int at) {
        int[] moments = {0};
        faults.each(moment -> {
            if (moments[0]++ == at) throw new Died();
        });
        try {
            act.run(failing, study);
            return false;
        } catch (Died e) {
            return true;
        } finally {
            faults.none();
        }
    }

    /** Until others have given up what his reminder announces. */
    @Test
    void shouldNotForgetAJobOfWhomeverWasHaltedBeforeItsRowWasWritten() {
        engine.start();
        faults.each(moment -> {
            if (!moment.equals("before JobRegister.add")) return;
            clock.jump(Duration.ofHours(3));
            await().until(this::isNothingDue);
        });
        StudyInstanceUid study = new SampleStudy().uid();
        submit(failing, study, Priority.NORMAL);
        awaitDone(study);
    }

    private boolean isNothingDue() {
        try (Stream<DueBucket> begun = due.begun(DueList.JOB, clock.instant())) {
            return begun.findAny().isEmpty();
        }
    }

    @Test
    void shouldBeRemindedOfAJobThatHasLostItsReminderByWhoeverAsksForItAgain() {
        JobService losing = new JobService(register, new MemoryDueIndex(clock), clock);
        StudyInstanceUid submitted = new SampleStudy().uid();
        StudyInstanceUid awaited = new SampleStudy().uid();
        for (StudyInstanceUid study : List.of(submitted, awaited)) submit(losing, study, Priority.NORMAL);
        engine.start();
        submit(jobs, submitted, Priority.NORMAL);
        assertThat(isNothingDue()).isTrue(); // it may still be about to be taken
        clock.jump(Duration.ofMinutes(6));
        for (int i = 0; i < 100; i++) submit(jobs, submitted, Priority.NORMAL);
        assertThat(jobs.awaited(JobKind.VERIFY, awaited)).isPresent();
        assertThat(jobs.unfinished(10)).hasSize(2);
        clock.jump(Duration.ofMinutes(5));
        awaitDone(submitted);
        awaitDone(awaited);
    }
}
