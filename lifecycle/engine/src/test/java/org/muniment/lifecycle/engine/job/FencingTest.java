package org.muniment.lifecycle.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.archive.lifecycle.MemoryJobRegister;
import org.muniment.core.feed.RetryPolicy;

/** A node is halted in the middle of a step, past its lease, and goes on when another has done the job. */
class FencingTest {

    private static final JobEngineConfig CONFIG = new JobEngineConfig(
            1,
            Duration.ofMillis(300),
            Duration.ofMillis(10),
            new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(50)),
            5,
            Map.of());

    private final Clock clock = Clock.systemUTC();
    private final MemoryJobRegister register = new MemoryJobRegister();
    private final MemoryDueIndex due = new MemoryDueIndex(clock);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean halted = new AtomicBoolean();
    private final AtomicInteger destroyed = new AtomicInteger();
    private final AtomicBoolean lost = new AtomicBoolean();

    /** The register as a node sees it whose every thread stands still, as after SIGSTOP. */
    private final class OfHaltedNode implements JobRegister {

        private <T> T once(Supplier<T> call) {
            if (halted.get()) awaitGoOn();
            return call.get();
        }

        @Override
        public Optional<JobRecord> find(JobKey key) {
            return once(() -> register.find(key));
        }

        @Override
        public boolean add(JobRecord first) {
            return once(() -> register.add(first));
        }

        @Override
        public boolean replace(JobRecord previous, JobRecord next) {
            return once(() -> register.replace(previous, next));
        }

        @Override
        public Stream<JobRecord> parked(String kind) {
            return once(() -> register.parked(kind));
        }

        @Override
        public Set<String> paused() {
            return once(register::paused);
        }

        @Override
        public void pause(String scope) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resume(String scope) {
            throw new UnsupportedOperationException();
        }
    }

    private void awaitGoOn() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Disposal(Runnable beforeTheAct, Runnable act, boolean fenced) implements JobHandler {
        @Override
        public JobKind kind() {
            return JobKind.DISPOSE;
        }

        @Override
        public StepOutcome run(Job job, Fence fence) {
            beforeTheAct.run();
            if (fenced) fence.check();
            act.run();
            return new StepOutcome.Done("");
        }
    }

    private JobEngine engine(String node, JobRegister seen, Runnable beforeTheAct, boolean fenced) {
        JobListener listener = new JobListener() {
            @Override
            public void lost(Job job) {
                lost.set(true);
            }
        };
        JobHandler handler = new Disposal(beforeTheAct, destroyed::incrementAndGet, fenced);
        JobService jobs = new JobService(seen, due, clock);
        return new JobEngine(jobs, due, List.of(handler), node, CONFIG, listener, Throttle.none());
    }

    /** Without the fence the destructive act is done twice, which shows that this test can fail. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLetAHaltedNodeDestroyNothingAnyMore(boolean fenced) {
        JobService jobs = new JobService(register, due, clock);
        StudyInstanceUid study = new SampleStudy().uid();
        jobs.submit(JobKind.DISPOSE, study, "LOOSE", "", Priority.NORMAL, "test");
        try (JobEngine first = engine("first", new OfHaltedNode(), this::halt, fenced)) {
            first.start();
            await().untilTrue(halted);
            try (JobEngine second = engine("second", register, () -> {}, fenced)) {
                second.start();
                await().until(() ->
                        jobs.find(JobKind.DISPOSE, study).orElseThrow().state() == JobState.DONE);
                assertThat(destroyed).hasValue(1);
                goOn.countDown();
                await().untilTrue(lost);
                assertThat(destroyed).hasValue(fenced ? 1 : 2);
            }
        }
    }

    private void halt() {
        halted.set(true);
        awaitGoOn();
    }

    @Test
    void shouldKeepALongStepByExtendingItsLease() {
        JobService jobs = new JobService(register, due, clock);
        StudyInstanceUid study = new SampleStudy().uid();
        jobs.submit(JobKind.DISPOSE, study, "LOOSE", "", Priority.NORMAL, "test");
        AtomicInteger begun = new AtomicInteger();
        Runnable longStep = () -> {
            begun.incrementAndGet();
            awaitGoOn();
        };
        try (JobEngine first = engine("first", register, longStep, true);
                JobEngine second = engine("second", register, longStep, true)) {
            first.start();
            second.start();
            await().until(() -> begun.get() == 1);
            long token = jobs.find(JobKind.DISPOSE, study).orElseThrow().token();
            await().during(Duration.ofMillis(900)).until(() -> begun.get() == 1);
            assertThat(jobs.find(JobKind.DISPOSE, study).orElseThrow().token()).isEqualTo(token);
            goOn.countDown();
            await().until(() -> jobs.find(JobKind.DISPOSE, study).orElseThrow().state() == JobState.DONE);
            assertThat(destroyed).hasValue(1);
        }
    }
}
