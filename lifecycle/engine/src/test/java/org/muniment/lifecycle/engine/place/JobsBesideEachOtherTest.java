package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.archive.tier.Container;
import org.muniment.core.feed.RetryPolicy;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobEngine;
import org.muniment.lifecycle.engine.job.JobEngineConfig;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobListener;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.job.Throttle;
import org.muniment.lifecycle.engine.recall.RecallHandler;

/** A study is recalled and moved at once. */
class JobsBesideEachOtherTest {

    private static final JobEngineConfig CONFIG = new JobEngineConfig(
            2,
            Duration.ofSeconds(30),
            Duration.ofMillis(5),
            new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(50)),
            5,
            Map.of());
    private static final Map<String, Integer> COLD = Map.of("cold", 2);
    private static final Map<String, Integer> BOTH = Map.of("hot", 1, "cold", 2);

    @TempDir
    private Path root;

    private MovingArchive archive;

    @BeforeEach
    void fillColdTier() {
        archive = new MovingArchive(root);
        archive.fill();
        archive.migrate(COLD);
        try (Stream<Container> all = archive.copies.scan()) {
            all.forEach(container -> archive.cold.recall(container.location().key(), Duration.ofDays(1)));
        }
        archive.cold.restoreAll();
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    @Test
    void shouldPackNothingTwiceWhereARecallComesWhileTheStudyIsMoved() {
        meets(JobKind.MIGRATE, JobKind.RECALL);
    }

    @Test
    void shouldPackNothingTwiceWhereAMoveComesWhileTheStudyIsRecalled() {
        meets(JobKind.RECALL, JobKind.MIGRATE);
    }

    /** The second is submitted just when the first is about to write the first container, which waits until it has come to an end, or gives way. */
    private void meets(JobKind first, JobKind second) {
        boolean[] met = {false};
        archive.faults.each(moment -> {
            if (met[0] || !moment.equals("before CopyIndex.begin")) return;
            met[0] = true;
            submit(second);
            await().until(() -> !job(second).note().isEmpty());
        });
        MovingArchive.Node node = archive.new Node();
        try (JobEngine engine = new JobEngine(
                archive.jobs,
                archive.due,
                List.of(node.handler(JobKind.MIGRATE), node.handler(JobKind.RECALL)),
                "node",
                CONFIG,
                JobListener.NONE,
                Throttle.none())) {
            submit(first);
            engine.start();
            await().until(() -> Stream.of(first, second)
                    .allMatch(kind -> archive.jobs.find(kind, MovingArchive.STUDY).stream()
                            .anyMatch(job -> job.state() == JobState.DONE)));
        }
        archive.faults.none();
        assertThat(met[0]).isTrue();
        archive.requireReadable();
        archive.requireExactly(BOTH);
        try (Stream<Container> all = archive.copies.scan()) {
            assertThat(all.filter(container -> container.tier().equals("hot")).map(Container::series))
                    .hasSize(3)
                    .doesNotHaveDuplicates();
        }
    }

    private Job job(JobKind kind) {
        return archive.jobs.find(kind, MovingArchive.STUDY).orElseThrow();
    }

    private void submit(JobKind kind) {
        if (kind == JobKind.RECALL)
            archive.jobs.submit(kind, MovingArchive.STUDY, RecallHandler.REQUEST, "{}", Priority.CLINICAL, "test");
        else
            archive.jobs.submit(
                    kind,
                    MovingArchive.STUDY,
                    MigrateHandler.MAKE,
                    Target.of(BOTH).toJson(),
                    Priority.NORMAL,
                    "test");
    }
}
