package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.LeaseLost;
import org.muniment.lifecycle.engine.job.StepOutcome;

/** Lets moves fail, die and freeze at every call of a store or an index, before and after it has had its effect. */
class MoveFaultTest {

    private static final Map<String, Integer> HOT = Map.of("hot", 1);
    private static final Map<String, Integer> WARM = Map.of("warm", 1);
    private static final Map<String, Integer> BOTH = Map.of("hot", 1, "warm", 1);
    private static final Map<String, Integer> COLD = Map.of("cold", 2);

    @TempDir
    private Path root;

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;

        Died(String moment) {
            super(moment);
        }
    }

    static Stream<Arguments> moves() {
        return Stream.of(
                Arguments.of(List.of(HOT, WARM)),
                Arguments.of(List.of(HOT, BOTH, WARM)),
                Arguments.of(List.of(WARM, COLD)),
                Arguments.of(List.of(COLD, WARM)),
                Arguments.of(List.of(WARM, BOTH)));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void shouldFinishAMoveThatDiedAnywhere(List<Map<String, Integer>> path) throws IOException {
        everyMoment(path, (archive, job, at) -> {
            int[] moments = {0};
            archive.faults.each(moment -> {
                archive.requireReadableUnlessOffline();
                if (moments[0]++ == at) throw new Died(moment);
            });
            try {
                archive.run(job);
                return false;
            } catch (Died died) {
                archive.faults.none();
                archive.requireReadableUnlessOffline();
                assertThat(archive.run(job)).isInstanceOf(StepOutcome.Done.class);
                return true;
            }
        });
    }

    static Stream<Arguments> mixedMoves() {
        return Stream.of(Arguments.of(List.of(HOT, WARM)), Arguments.of(List.of(COLD, WARM)));
    }

    @ParameterizedTest
    @MethodSource("mixedMoves")
    void shouldFinishAMoveInWhichOneCallFailed(List<Map<String, Integer>> path) throws IOException {
        everyMoment(path, (archive, job, at) -> {
            int[] moments = {0};
            archive.faults.each(moment -> {
                if (moments[0]++ == at) throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, moment);
            });
            try {
                archive.run(job);
            } catch (ArchiveException e) {
                archive.run(job);
            }
            archive.faults.none();
            return moments[0] > at;
        });
    }

    /** The first owner is halted; another takes the job over, and has been told something else; then the first one comes back and goes on. */
    @ParameterizedTest
    @MethodSource("moves")
    void shouldLoseNothingToAnOwnerWhoComesBack(List<Map<String, Integer>> path) throws IOException {
        Map<String, Integer> before = path.get(path.size() - 2);
        everyMoment(path, (archive, job, at) -> {
            int[] moments = {0};
            boolean[] overtaken = {false};
            archive.faults.each(moment -> {
                if (moments[0]++ != at) return;
                overtaken[0] = true;
                archive.migrate(before);
                archive.requireReadableUnlessOffline();
            });
            Fence fence = () -> {
                if (overtaken[0]) throw new LeaseLost("somebody else has it");
            };
            try {
                archive.run(job, fence);
            } catch (LeaseLost | ArchiveException e) {
                assertThat(overtaken[0]).isTrue();
            }
            archive.faults.none();
            archive.requireReadableUnlessOffline();
            archive.migrate(before);
            archive.requireReadableUnlessOffline();
            archive.migrate(path.get(path.size() - 1));
            return overtaken[0];
        });
    }

    /** @return whether there was such a moment */
    @FunctionalInterface
    private interface Trial {
        boolean run(MovingArchive archive, Job job, int moment);
    }

    private void everyMoment(List<Map<String, Integer>> path, Trial trial) throws IOException {
        Map<String, Integer> last = path.get(path.size() - 1);
        int moment = 0;
        for (boolean more = true; more; moment++) {
            Path fresh = Files.createDirectory(root.resolve("" + moment));
            try (MovingArchive archive = new MovingArchive(fresh)) {
                archive.fill();
                path.subList(0, path.size() - 1).forEach(archive::migrate);
                more = trial.run(archive, MovingArchive.job(JobKind.MIGRATE, MigrateHandler.MAKE, last), moment);
                archive.faults.none();
                archive.requireReadableUnlessOffline();
                archive.requireExactly(last);
            }
        }
        assertThat(moment).isGreaterThan(20);
    }
}
