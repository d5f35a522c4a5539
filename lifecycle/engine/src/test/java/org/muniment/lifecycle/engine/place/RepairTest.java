package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.engine.verify.VerifyHandler;

class RepairTest {

    private static final Map<String, Integer> BOTH = Map.of("hot", 1, "warm", 1);

    private enum Damage {
        CORRUPTED {
            @Override
            void to(MemoryObjectStore store, ObjectKey key) {
                byte[] bytes = store.bytes(key).clone();
                bytes[bytes.length - 100] ^= 1;
                bytes[600] ^= 1;
                store.damage(key, bytes);
            }
        },
        TRUNCATED {
            @Override
            void to(MemoryObjectStore store, ObjectKey key) {
                store.damage(key, Arrays.copyOf(store.bytes(key), 300));
            }
        },
        MISSING {
            @Override
            void to(MemoryObjectStore store, ObjectKey key) {
                store.delete(key);
            }
        };

        abstract void to(MemoryObjectStore store, ObjectKey key);
    }

    @TempDir
    private Path root;

    private MovingArchive archive;

    @BeforeEach
    void open() {
        archive = new MovingArchive(root);
        archive.fill();
        archive.migrate(BOTH);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAndRepairADamagedContainer(Damage damage) {
        Container container = container();
        damage.to(archive.warm, container.location().key());

        verifyLater();
        assertThat(events(EventKind.DAMAGE_FOUND)).hasSize(1);
        assertThat(repair()).isInstanceOf(StepOutcome.Done.class);

        archive.requireReadable();
        archive.requireExactly(BOTH);
        assertThat(archive.warm.find(container.location().key())).isEmpty();
        assertThat(events(EventKind.COPY_REPAIRED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveUpNoCopyForTheSakeOfOneThatWasDamagedUnseen(Damage damage) {
        damage.to(archive.warm, container().location().key());
        archive.clock = Clock.offset(archive.clock, Duration.ofDays(30));

        archive.migrate(Map.of("warm", 1));

        assertThat(events(EventKind.DAMAGE_FOUND)).hasSize(1);
        archive.requireReadable();
        archive.requireExactly(Map.of("warm", 1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAndRepairADamagedLooseFile(Damage damage) {
        damage.to(archive.hot, looseFile());

        verifyLater();
        assertThat(events(EventKind.DAMAGE_FOUND)).hasSize(1);
        assertThat(repair()).isInstanceOf(StepOutcome.Done.class);

        archive.requireReadable();
        archive.requireExactly(BOTH);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReportByNameWhatIsLostAndSaveTheRest(Damage damage) {
        ObjectKey loose = looseFile();
        damage.to(archive.hot, loose);
        Container holding = archive.copies.holding(loose).get(0).container();
        damage.to(archive.warm, holding.location().key());

        verifyLater();
        StepOutcome outcome = repair();

        String lost = archive.holdings().instances().stream()
                .filter(instance -> instance.key().equals(loose))
                .map(instance -> instance.id().instance().value())
                .findFirst()
                .orElseThrow();
        assertThat(outcome).isInstanceOf(StepOutcome.Parked.class);
        assertThat(((StepOutcome.Parked) outcome).reason()).contains(lost);
        assertThat(events(EventKind.LOST)).hasSize(1);
        assertThat(events(EventKind.LOST).get(0).details())
                .containsEntry("count", "1")
                .containsEntry("instances", lost);
        assertThat(archive.lines().line("warm", 1).orElseThrow().missing()).containsExactly(loose);
    }

    @Test
    void shouldSaveUnharmedInstancesOfADamagedContainerThatIsTheOnlyCopy() {
        archive.migrate(Map.of("warm", 1));
        Container container =
                archive.copies.scan().filter(c -> c.objects() == 2).findFirst().orElseThrow();
        ObjectKey last = archive.copies.members(container).toList().get(1).object();
        byte[] bytes = archive.warm.bytes(container.location().key()).clone();
        bytes[(int) archive.copies.members(container).toList().get(1).offset() + 200] ^= 1;
        archive.warm.damage(container.location().key(), bytes);

        verifyLater();
        repair(Map.of("warm", 1));

        assertThat(archive.lines().line("warm", 1).orElseThrow().missing()).containsExactly(last);
        assertThat(archive.copies.scan().filter(c -> c.state() == CopyState.SUSPECT))
                .as("stays: nothing else has the damaged instance, whatever of it is right")
                .hasSize(1);
    }

    @Test
    void shouldNotCheckAgainWhatWasCheckedWithinTheWindow() {
        verifyLater();
        int checked = events(EventKind.COPIES_VERIFIED).size();
        assertThat(archive.run(MovingArchive.job(JobKind.VERIFY, VerifyHandler.VERIFY, BOTH)))
                .isEqualTo(new StepOutcome.Done("0 copies are as they should be"));
        assertThat(events(EventKind.COPIES_VERIFIED)).hasSize(checked + 1);
    }

    @Test
    void shouldNotCallVerifiedWhatIsOfflineAndCanOnlyBeLookedFor() {
        archive.migrate(Map.of("cold", 1));
        List<Container> made = archive.copies.scan().toList();
        assertThat(made).isNotEmpty().allSatisfy(c -> assertThat(c.verifiedAt()).isEmpty());
        archive.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(91));
        StepOutcome outcome = archive.run(MovingArchive.job(JobKind.VERIFY, VerifyHandler.VERIFY, Map.of("cold", 1)));

        assertThat(((StepOutcome.Done) outcome).summary())
                .contains("0 copies", made.size() + " offline containers were not read");
        List<LifecycleEvent> told = events(EventKind.COPIES_VERIFIED);
        assertThat(told.get(told.size() - 1).details())
                .containsEntry("checked", "0")
                .containsEntry("offline-size-only", String.valueOf(made.size()));
        assertThat(archive.copies.scan()).allSatisfy(container -> {
            assertThat(container.verifiedAt()).isEmpty();
            assertThat(container.seenAt()).isPresent();
        });

        assertThat(archive.run(MovingArchive.job(JobKind.VERIFY, VerifyHandler.VERIFY, Map.of("cold", 1))))
                .as("within the window it is looked for once")
                .isEqualTo(new StepOutcome.Done("0 copies are as they should be"));
    }

    private void verifyLater() {
        archive.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(91));
        archive.run(MovingArchive.job(JobKind.VERIFY, VerifyHandler.VERIFY, BOTH));
    }

    private StepOutcome repair() {
        return repair(BOTH);
    }

    private StepOutcome repair(Map<String, Integer> wanted) {
        assertThat(archive.jobs.find(JobKind.REPAIR, MovingArchive.STUDY)).isPresent();
        return archive.run(MovingArchive.job(JobKind.REPAIR, MigrateHandler.MAKE, wanted));
    }

    private Container container() {
        return archive.copies.scan().filter(c -> c.objects() == 2).findFirst().orElseThrow();
    }

    private ObjectKey looseFile() {
        return archive.holdings().instances().get(0).key();
    }

    private List<LifecycleEvent> events(EventKind kind) {
        try (Stream<Sealed> all = archive.audit.read(1)) {
            return all.map(Sealed::event).filter(event -> event.kind() == kind).toList();
        }
    }
}
