package org.muniment.lifecycle.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.lifecycle.Due;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.archive.lifecycle.MemoryJobRegister;
import org.muniment.core.feed.RetryPolicy;

class JobEngineTest {

    private static final JobEngineConfig CONFIG = new JobEngineConfig(
            2,
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(50)),
            5,
            Map.of());

    private final Clock clock = Clock.systemUTC();
    private final MemoryJobRegister register = new MemoryJobRegister();
    private final MemoryDueIndex due = new MemoryDueIndex(clock);
    private final JobService jobs = new JobService(register, due, clock);
    private final List<AutoCloseable> engines = new ArrayList<>();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    private record Handler(JobKind kind, Set<String> tiers, BiFunction<Job, Fence, StepOutcome> steps)
            implements JobHandler {
        @Override
        public StepOutcome run(Job job, Fence fence) {
            return steps.apply(job, fence);
        }

        @Override
        public Set<String> tiers(Job job) {
            if (job.step().equals("poison")) throw new IllegalArgumentException("not a detail");
            return tiers;
        }
    }

    private void start(String node, Throttle throttle, JobHandler... handlers) {
        JobEngine engine = new JobEngine(jobs, due, List.of(handlers), node, CONFIG, JobListener.NONE, throttle);
        engines.add(engine);
        engine.start();
    }

    private void start(JobKind kind, BiFunction<Job, Fence, StepOutcome> steps) {
        start("node", Throttle.none(), new Handler(kind, Set.of(), (job, fence) -> {
            ran.add(job.step());
            return steps.apply(job, fence);
        }));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable engine : engines) engine.close();
    }

    private StudyInstanceUid submit(JobKind kind, String step, Priority priority) {
        StudyInstanceUid study = new SampleStudy().uid();
        jobs.submit(kind, study, step, "", priority, "test");
        return study;
    }

    private void awaitState(JobKind kind, StudyInstanceUid study, JobState state) {
        await().until(() -> jobs.find(kind, study).orElseThrow().state() == state);
    }

    private Job job(StudyInstanceUid study) {
        return jobs.find(JobKind.MIGRATE, study).orElseThrow();
    }

    @Test
    void shouldRunStepAfterStep() {
        start(JobKind.MIGRATE, (job, fence) -> switch (job.step()) {
            case "COPY" -> new StepOutcome.Next("CHECK", "copied to " + job.study());
            case "CHECK" -> new StepOutcome.Next("RELEASE", job.detail());
            default -> new StepOutcome.Done(job.detail());
        });
        StudyInstanceUid study = submit(JobKind.MIGRATE, "COPY", Priority.NORMAL);
        awaitState(JobKind.MIGRATE, study, JobState.DONE);
        assertThat(ran).containsExactly("COPY", "CHECK", "RELEASE");
        assertThat(job(study).note()).isEqualTo("copied to " + study);
        assertThat(jobs.unfinished(10)).isEmpty();

        jobs.submit(JobKind.MIGRATE, study, "CHECK", "", Priority.NORMAL, "test");
        awaitState(JobKind.MIGRATE, study, JobState.DONE);
        await().until(() -> ran.size() == 5);
    }

    @Test
    void shouldHaveOneUnfinishedJobOfAKindAndRaiseIt() {
        StudyInstanceUid study = submit(JobKind.RECALL, "ASK", Priority.BACKGROUND);
        Job same = jobs.submit(JobKind.RECALL, study, "OTHER", "", Priority.CLINICAL, "somebody");
        assertThat(same.step()).isEqualTo("ASK");
        assertThat(same.priority()).isEqualTo(Priority.CLINICAL);
        assertThat(jobs.submit(JobKind.RECALL, study, "ASK", "", Priority.NORMAL, "test")
                        .priority())
                .isEqualTo(Priority.CLINICAL);
        assertThat(jobs.unfinished(10)).hasSize(1);
        start(JobKind.RECALL, (job, fence) -> new StepOutcome.Done(""));
        awaitState(JobKind.RECALL, study, JobState.DONE);
        assertThat(ran).hasSize(1);
    }

    @Test
    void shouldRetryWhatMayMendAndParkWhatDoesNot() {
        StudyInstanceUid poison = submit(JobKind.MIGRATE, "poison", Priority.NORMAL);
        StudyInstanceUid busy = submit(JobKind.MIGRATE, "busy", Priority.NORMAL);
        StudyInstanceUid refused = submit(JobKind.MIGRATE, "refused", Priority.NORMAL);
        start(JobKind.MIGRATE, (job, fence) -> {
            if (job.step().equals("poison")) throw new IllegalStateException("a name");
            if (job.step().equals("refused")) return new StepOutcome.Parked("under object lock");
            if (job.attempts() < 3) throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "not now");
            return new StepOutcome.Done("");
        });
        awaitState(JobKind.MIGRATE, busy, JobState.DONE);
        awaitState(JobKind.MIGRATE, poison, JobState.PARKED);
        awaitState(JobKind.MIGRATE, refused, JobState.PARKED);
        assertThat(job(poison).note()).isEqualTo("IllegalStateException");
        assertThat(job(refused).note()).isEqualTo("under object lock");
        assertThat(jobs.parked(10)).extracting(Job::study).containsExactlyInAnyOrder(poison, refused);

        jobs.cancel(JobKind.MIGRATE, poison, "admin");
        jobs.retry(JobKind.MIGRATE, refused, "admin");
        await().until(() -> Collections.frequency(ran, "refused") == 2);
        assertThat(job(poison).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void shouldNeverMakeCopiesOfAStudyByTwoJobsAtOnce() {
        CountDownLatch end = new CountDownLatch(1);
        Map<StudyInstanceUid, JobKind> at = new ConcurrentHashMap<>();
        BiFunction<Job, Fence, StepOutcome> steps = (job, fence) -> {
            JobKind other = at.putIfAbsent(job.study(), job.kind());
            ran.add(other == null ? "alone" : job.kind() + " beside " + other);
            if (job.step().equals("first")) awaitUninterrupted(end);
            at.remove(job.study(), job.kind());
            return new StepOutcome.Done("");
        };
        List<JobKind> kinds = List.of(JobKind.MIGRATE, JobKind.RECALL, JobKind.REPAIR);
        for (String node : List.of("one", "two"))
            start(
                    node,
                    Throttle.none(),
                    kinds.stream()
                            .map(kind -> new Handler(kind, Set.of(), steps))
                            .toArray(JobHandler[]::new));
        for (JobKind first : kinds) {
            StudyInstanceUid study = submit(first, "first", Priority.CLINICAL);
            await().until(() -> at.containsKey(study));
            for (JobKind second : kinds) {
                if (second == first) continue;
                jobs.submit(second, study, "second", "", Priority.CLINICAL, "test");
                await().until(() ->
                        !jobs.find(second, study).orElseThrow().note().isEmpty());
                assertThat(jobs.find(second, study).orElseThrow().note()).isEqualTo("gives way to " + first);
            }
        }
        end.countDown();
        await().until(() -> jobs.unfinished(1).isEmpty());
        assertThat(ran).hasSize(3 * 3).containsOnly("alone");
    }

    @Test
    void shouldComeBackToWhatHasToWait() {
        start(
                JobKind.RECALL,
                (job, fence) -> ran.size() < 3
                        ? new StepOutcome.Later(clock.instant().plusMillis(50), "restoring")
                        : new StepOutcome.Done(""));
        awaitState(JobKind.RECALL, submit(JobKind.RECALL, "POLL", Priority.NORMAL), JobState.DONE);
    }

    @Test
    void shouldHaveAStudyLookedAtWhenAJobHasEndedThatLooksWaitFor() {
        start("node", Throttle.none(), new Handler(JobKind.RECALL, Set.of(), (job, fence) -> switch (job.step()) {
            case "ASK" -> new StepOutcome.Next("COPY", "");
            case "COPY" -> new StepOutcome.Done("");
            default -> new StepOutcome.Parked("it is nowhere");
        }));
        StudyInstanceUid done = submit(JobKind.RECALL, "ASK", Priority.NORMAL);
        StudyInstanceUid parked = submit(JobKind.RECALL, "SEEK", Priority.NORMAL);
        StudyInstanceUid cancelled = submit(JobKind.DISPOSE, "GUARD", Priority.NORMAL);
        submit(JobKind.DISPOSE, "GUARD", Priority.NORMAL);
        jobs.cancel(JobKind.MIGRATE, submit(JobKind.MIGRATE, "MAKE", Priority.NORMAL), "admin");
        jobs.cancel(JobKind.DISPOSE, cancelled, "admin");
        awaitState(JobKind.RECALL, done, JobState.DONE);
        awaitState(JobKind.RECALL, parked, JobState.PARKED);
        Instant soon = clock.instant().plusSeconds(10);
        assertThat(due.begun(DueList.STUDY, soon)
                        .flatMap(bucket -> due.read(bucket, new Due(Instant.EPOCH, ""), soon, 10).stream())
                        .map(Due::item))
                .containsExactlyInAnyOrder(done.value(), parked.value(), cancelled.value());
    }

    @Test
    void shouldHaveAThreadForThoseSomebodyWaitsFor() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        start(JobKind.RECALL, (job, fence) -> {
            if (job.priority() != Priority.CLINICAL) awaitUninterrupted(end);
            return new StepOutcome.Done("");
        });
        for (int i = 0; i < 5; i++) submit(JobKind.RECALL, "slow", Priority.NORMAL);
        await().until(() -> ran.size() == 2);
        awaitState(JobKind.RECALL, submit(JobKind.RECALL, "fast", Priority.CLINICAL), JobState.DONE);
        assertThat(ran).hasSize(3);
        end.countDown();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldBeginNothingThatIsPaused() {
        jobs.pause(Scope.kind(JobKind.MIGRATE), "admin");
        jobs.pause(Scope.tier("cold"), "admin");
        start(
                "node",
                Throttle.none(),
                new Handler(JobKind.MIGRATE, Set.of(), (job, fence) -> new StepOutcome.Done("")),
                new Handler(JobKind.VERIFY, Set.of("cold"), (job, fence) -> new StepOutcome.Done("")),
                new Handler(JobKind.REPAIR, Set.of("warm"), (job, fence) -> new StepOutcome.Done("")));
        StudyInstanceUid migrated = submit(JobKind.MIGRATE, "A", Priority.NORMAL);
        StudyInstanceUid verified = submit(JobKind.VERIFY, "A", Priority.NORMAL);
        awaitState(JobKind.REPAIR, submit(JobKind.REPAIR, "A", Priority.BACKGROUND), JobState.DONE);
        assertThat(job(migrated).state()).isEqualTo(JobState.WAITING);
        assertThat(jobs.find(JobKind.VERIFY, verified).orElseThrow().state()).isEqualTo(JobState.WAITING);
        assertThat(jobs.paused()).containsExactly(Scope.kind(JobKind.MIGRATE), Scope.tier("cold"));

        jobs.resume(Scope.kind(JobKind.MIGRATE), "admin");
        jobs.resume(Scope.tier("cold"), "admin");
        awaitState(JobKind.MIGRATE, migrated, JobState.DONE);
        awaitState(JobKind.VERIFY, verified, JobState.DONE);
    }

    @Test
    void shouldWorkAtATierWithAsManyAsItMayBear() {
        Throttle throttle = new Throttle(Map.of("warm", new Throttle.Limit(1, 0)), new Throttle.Limit(9, 0));
        List<Integer> beside = Collections.synchronizedList(new ArrayList<>());
        start("node", throttle, new Handler(JobKind.MIGRATE, Set.of("warm"), (job, fence) -> {
            beside.add(throttle.working("warm"));
            return job.step().equals("A") ? new StepOutcome.Next("B", "") : new StepOutcome.Done("");
        }));
        List<StudyInstanceUid> studies = IntStream.range(0, 20)
                .mapToObj(i -> submit(JobKind.MIGRATE, "A", Priority.NORMAL))
                .toList();
        await().until(() -> studies.stream().allMatch(study -> job(study).state() == JobState.DONE));
        assertThat(beside).hasSize(40).containsOnly(1);
        assertThat(throttle.working("warm")).isZero();
    }

    @Test
    void shouldShareTheWorkAmongNodesAndDoEachStepOnce() {
        for (String node : List.of("one", "two")) {
            start(node, Throttle.none(), new Handler(JobKind.MIGRATE, Set.of(), (job, fence) -> {
                ran.add(job.row().lease().owner() + " " + job.study());
                return new StepOutcome.Done("");
            }));
        }
        List<StudyInstanceUid> studies = IntStream.range(0, 300)
                .mapToObj(i -> submit(JobKind.MIGRATE, "A", Priority.NORMAL))
                .toList();
        await().until(() -> studies.stream().allMatch(study -> job(study).state() == JobState.DONE));
        assertThat(ran).hasSize(300).doesNotHaveDuplicates();
        assertThat(ran).anyMatch(each -> each.startsWith("one")).anyMatch(each -> each.startsWith("two"));
    }
}
