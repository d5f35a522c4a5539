package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.SampleDataSet;
import org.muniment.core.tier.RecallState;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.engine.policy.ExpiredStudies;
import org.muniment.lifecycle.engine.recall.RecallHandler;
import org.muniment.lifecycle.engine.recall.RecallService;
import org.muniment.lifecycle.policy.retention.RetentionDecision;

class PlacementEvaluationTest {

    private static final Path POLICY = Path.of("../../config/policies/placement/samples/hot-warm-cold.yaml");

    @TempDir
    private Path root;

    private final List<StudyInstanceUid> expired = new ArrayList<>();
    private MovingArchive archive;

    @BeforeEach
    void open() {
        archive = new MovingArchive(root);
        archive.store(new SampleDataSet(1, 1, 1));
        archive.policy(POLICY);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    @Test
    void shouldLeaveAloneAStudyThatIsStillComingIn() {
        Instant next = evaluate();
        assertThat(next)
                .isBetween(
                        Instant.now().plus(9, ChronoUnit.MINUTES), Instant.now().plus(10, ChronoUnit.MINUTES));
        assertThat(archive.jobs.find(JobKind.MIGRATE, MovingArchive.STUDY)).isEmpty();
    }

    @Test
    void shouldSubmitAMoveAndNothingOnceItIsDone() {
        after(Duration.ofHours(1));
        evaluate();
        Job job = archive.jobs.find(JobKind.MIGRATE, MovingArchive.STUDY).orElseThrow();
        assertThat(job.priority()).isEqualTo(Priority.NORMAL);
        assertThat(archive.run(job)).isInstanceOf(StepOutcome.Done.class);
        archive.requireExactly(Map.of("hot", 1, "warm", 1));

        archive.jobs.cancel(JobKind.MIGRATE, MovingArchive.STUDY, "test");
        Instant next = evaluate();
        assertThat(archive.jobs
                        .find(JobKind.MIGRATE, MovingArchive.STUDY)
                        .orElseThrow()
                        .state()
                        .isFinished())
                .isTrue();
        assertThat(next).isEqualTo(day(30));
        assertThat(expired).isEmpty();
    }

    @Test
    void shouldMoveAStudyDownByItsAgeAndUpAgainWhenItIsRecalled() {
        after(Duration.ofHours(1));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        after(Duration.ofDays(8 * 365));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        archive.requireExactly(Map.of("cold", 2));

        RecallService recalls =
                archive.new Node().recalls((study, by) -> archive.notebook.viewed(study, archive.clock.instant()));
        assertThat(recalls.state(MovingArchive.STUDY).state()).isEqualTo(RecallState.State.NEARLINE);
        assertThat(recalls.request(MovingArchive.STUDY, "doctor").state()).isEqualTo(RecallState.State.REQUESTED);
        Job recall = archive.jobs.find(JobKind.RECALL, MovingArchive.STUDY).orElseThrow();
        assertThat(recall.priority()).isEqualTo(Priority.CLINICAL);
        assertThat(recall.step()).isEqualTo(RecallHandler.REQUEST);
        archive.run(recall);
        archive.requireReadable();
        archive.jobs.cancel(JobKind.RECALL, MovingArchive.STUDY, "test"); // it is over: the engine would have said so
        assertThat(recalls.state(MovingArchive.STUDY).isReadable()).isTrue();

        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        archive.requireExactly(Map.of("hot", 1, "cold", 1));
        after(Duration.ofDays(8 * 365 + 31));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        archive.requireExactly(Map.of("cold", 2));
    }

    @Test
    void shouldLookAgainWhenTheStayOfWhatWasRecalledEnds() {
        archive.recalledStay = Duration.ofDays(3);
        after(Duration.ofHours(1));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        after(Duration.ofDays(8 * 365));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        archive.run(MovingArchive.byPolicy(JobKind.RECALL));
        Instant ends = archive.clock.instant().plus(3, ChronoUnit.DAYS);

        assertThat(evaluate()).isEqualTo(ends.truncatedTo(ChronoUnit.MILLIS));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        archive.requireExactly(Map.of("hot", 1, "cold", 2));
        archive.clock = Clock.fixed(ends, ZoneOffset.UTC);
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        archive.requireExactly(Map.of("cold", 2));
        assertThat(evaluate()).isAfter(ends.plus(20, ChronoUnit.DAYS));
    }

    @Test
    void shouldHaveDamageRepairedBeforeAnythingElse() {
        after(Duration.ofHours(1));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        archive.copies.update(
                archive.copies.scan().findFirst().orElseThrow().in(org.muniment.archive.tier.CopyState.SUSPECT));
        evaluate();
        assertThat(archive.jobs
                        .find(JobKind.REPAIR, MovingArchive.STUDY)
                        .orElseThrow()
                        .priority())
                .isEqualTo(Priority.REPAIR);
        archive.run(MovingArchive.byPolicy(JobKind.REPAIR));
        archive.requireExactly(Map.of("hot", 1, "warm", 1));
    }

    @Test
    void shouldGoOnDrainingTheHotTierUntilItIsAtItsLowMark() throws IOException {
        archive.policy(
                Files.writeString(
                        root.resolve("two.yaml"),
                        """
                name: two
                version: 1
                basis: a test
                rules:
                  - { name: all, reason: a test, copies: { hot: 1, warm: 1 } }
                watermarks:
                  hot: { high: 85, low: 75, moveTo: warm, sparing: 30d, first: oldest }
                """));
        after(Duration.ofHours(1));
        archive.run(MovingArchive.byPolicy(JobKind.MIGRATE));
        after(Duration.ofDays(60));
        MovingArchive.Node node = archive.new Node();
        Map<Integer, Map<String, Integer>> wanted = new LinkedHashMap<>();
        for (int fill : List.of(84, 90, 80, 70)) {
            archive.hotFill = fill;
            wanted.put(fill, node.situation().orElseThrow().wanted());
        }
        Map<String, Integer> both = Map.of("hot", 1, "warm", 1);
        Map<String, Integer> drained = Map.of("warm", 2);
        assertThat(wanted).isEqualTo(Map.of(84, both, 90, drained, 80, drained, 70, both));
    }

    private void after(Duration duration) {
        archive.clock = Clock.fixed(Instant.now().plus(duration), ZoneOffset.UTC);
    }

    private static Instant day(int fromNow) {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(fromNow, ChronoUnit.DAYS);
    }

    private Instant evaluate() {
        return archive.new Node()
                .evaluation(new ExpiredStudies() {
                    @Override
                    public void expired(RetentionDecision decision) {
                        expired.add(decision.study());
                    }

                    @Override
                    public void notExpired(StudyInstanceUid study) {
                        expired.remove(study);
                    }
                })
                .evaluate(MovingArchive.STUDY);
    }
}
