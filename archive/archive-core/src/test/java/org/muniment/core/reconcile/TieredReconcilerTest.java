package org.muniment.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TieredArchive;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class TieredReconcilerTest {

    private static final ReconcileConfig CONFIG = ReconcileConfig.DEFAULT;

    @TempDir
    Path root;

    private TieredArchive tiered;

    @BeforeEach
    void open() {
        tiered = new TieredArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        tiered.close();
    }

    private ReconcileReport reconcile(ReconcileConfig config, Duration later) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        return new Reconciler(
                        ObjectStores.of(tiered.store),
                        tiered.archive.index,
                        tiered.archive.ingest,
                        source -> "HOSPITAL",
                        config,
                        clock)
                .reconcile();
    }

    private ReconcileReport reconcile() {
        return reconcile(CONFIG, Duration.ofDays(1));
    }

    private List<ObjectKey> objects() {
        List<ObjectKey> keys = new ArrayList<>();
        for (Tier tier : tiered.tiers.all()) tier.store().walk(object -> keys.add(object.key()));
        return keys;
    }

    /** Writes a container's bytes without a row. */
    private ObjectKey write(ObjectStore store, SampleDataSet of) {
        ObjectKey key = ObjectKey.forNewContainerOf(of.id().seriesId());
        try (ObjectWriter writer = store.create(key)) {
            writer.write(new byte[1000], 0, 1000);
            writer.commit();
        }
        return key;
    }

    @Test
    void shouldLeaveCopiesOfASoundArchiveAlone() {
        InstanceRecord loose = tiered.store(1, 1, 1);
        InstanceRecord warm = tiered.store(1, 1, 2);
        InstanceRecord cold = tiered.store(2, 1, 1);
        tiered.pack("warm", 1, loose, warm);
        tiered.pack("hot", 1, warm);
        tiered.pack("cold", 1, cold);
        tiered.archive.files.delete(warm.location().key());
        tiered.archive.files.delete(cold.location().key());
        List<ObjectKey> before = objects();

        ReconcileReport report = reconcile(CONFIG.withDigests().withRewrite(), Duration.ofDays(40));

        assertThat(report.stopped()).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(report.isAlarming()).isFalse();
        assertThat(report.instances()).isEqualTo(3);
        assertThat(report.containers()).isEqualTo(3);
        assertThat(report.unreadable()).isZero();
        assertThat(objects()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(tiered.copies.scan()).hasSize(3);
    }

    @Test
    void shouldPutContainersWithoutARowIntoQuarantineOnEveryTier() {
        tiered.pack("warm", 1, tiered.store(1, 1, 1));
        List<ObjectKey> kept = objects();
        List<ObjectKey> orphans = tiered.tiers.all().stream()
                .map(tier -> write(tier.store(), new SampleDataSet(1, 1, 1)))
                .toList();

        assertThat(reconcile(CONFIG, Duration.ZERO).orphans())
                .as("those just written may be about to get theirs")
                .isZero();
        assertThat(reconcile().orphans()).isEqualTo(3);

        assertThat(objects()).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(tiered.warm.restore(orphans.get(1))).isTrue();
    }

    @Test
    void shouldLeaveUnknownContainersWhereInstancesAreLost() {
        InstanceRecord row = tiered.store(1, 1, 1);
        ObjectKey unknown = write(tiered.warm, new SampleDataSet(1, 1, 1));
        tiered.archive.files.delete(row.location().key());

        ReconcileReport report = reconcile();

        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.orphans()).isZero();
        assertThat(objects()).containsExactly(unknown);
        assertThat(report.problems()).anyMatch(problem -> problem.contains("may be in them"));
    }

    @Test
    void shouldRemoveWhatAWriterThatDiedHasLeft() {
        InstanceRecord row = tiered.store(1, 1, 1);
        Container writing = Container.writing(row.id().seriesId(), "warm", 1, "warm", true, Instant.now());
        tiered.copies.begin(writing);
        try (ObjectWriter writer = tiered.warm.create(writing.location().key())) {
            writer.write(new byte[1000], 0, 1000);
            writer.commit();
        }
        assertThat(reconcile().abandoned()).as("a large series takes its time").isZero();

        ReconcileReport report = reconcile(CONFIG, Duration.ofDays(3));

        assertThat(report.abandoned()).isEqualTo(1);
        assertThat(tiered.copies.scan()).isEmpty();
        assertThat(objects()).containsExactly(row.location().key());
    }

    @Test
    void shouldPutAContainerAsideThatHoldsReplacedVersionsOnly() {
        InstanceRecord old = tiered.store(1, 1, 1);
        InstanceRecord other = tiered.store(1, 2, 1);
        Container ofOld = aged(tiered.pack("warm", 1, old));
        Container ofOther = tiered.pack("warm", 1, other);
        SampleDataSet changed = new SampleDataSet(1, 1, 1).with(Tag.StudyDescription, VR.LO, "again");
        InstanceRecord now =
                tiered.archive.store(changed, DuplicatePolicy.REPLACE).instance();

        ReconcileConfig eager = new ReconcileConfig(Duration.ofDays(2), CONFIG.quarantine(), 1, 100, false, false);
        assertThat(reconcile(eager, Duration.ofDays(1)).orphans())
                .as("readers may have the former row yet")
                .isZero();
        ReconcileReport report = reconcile();

        assertThat(report.orphans()).isEqualTo(1);
        assertThat(report.retired()).as("the loose file").isEqualTo(1);
        assertThat(tiered.copies.scan()).containsExactly(ofOther);
        assertThat(tiered.warm.find(ofOld.location().key())).isEmpty();
        assertThat(objects()).contains(now.location().key(), other.location().key());
    }

    /** The same, as if it had been made three days ago. */
    private Container aged(Container young) {
        Container old = new Container(
                UUID.randomUUID(),
                young.series(),
                young.tier(),
                young.replica(),
                young.location(),
                young.size(),
                young.digest(),
                young.objects(),
                true,
                CopyState.GOOD,
                young.madeAt().minus(Duration.ofDays(3)),
                Optional.empty(),
                Optional.empty());
        tiered.copies.begin(old.in(CopyState.WRITING));
        tiered.copies.complete(old, tiered.copies.members(young).toList());
        tiered.copies.remove(young);
        return old;
    }

    /** Its rows are changed only when all of it is packed. */
    @Test
    void shouldNotTouchAContainerOfInstancesEncodedAnew() {
        InstanceRecord row = tiered.store(1, 1, 1);
        Container packed = tiered.pack("warm", 1, row);
        Container anew = Container.writing(row.id().seriesId(), "warm", 1, "warm", false, Instant.now())
                .written(1000, packed.digest().orElseThrow(), 1);
        tiered.copies.begin(anew.in(CopyState.WRITING));
        tiered.copies.complete(anew, List.of());
        assertThat(reconcile().orphans()).isZero();
        assertThat(tiered.copies.scan()).hasSize(2);
    }

    @Test
    void shouldTouchNothingWhereTheIndexLooksDamaged() {
        List<InstanceRecord> rows = IntStream.range(1, 5)
                .mapToObj(study -> tiered.store(study, 1, 1))
                .toList();
        List<Container> containers =
                rows.stream().map(row -> tiered.pack("warm", 1, row)).toList();
        containers.forEach(tiered.copies::remove);
        List<ObjectKey> before = objects();
        ReconcileConfig strict =
                new ReconcileConfig(CONFIG.grace(), CONFIG.quarantine(), CONFIG.mostOrphans(), 2, false, false);

        ReconcileReport report = reconcile(strict, Duration.ofDays(1));

        assertThat(report.stopped()).hasValueSatisfying(why -> assertThat(why).contains("4 of 4 containers"));
        assertThat(report.isAlarming()).isTrue();
        assertThat(objects()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void shouldNotSayLostWhatIsInAContainer() {
        InstanceRecord row = tiered.store(1, 1, 1);
        Container warm = tiered.pack("warm", 1, row);
        tiered.archive.files.delete(row.location().key());
        assertThat(reconcile().lost()).isZero();
        tiered.release(warm);
        assertThat(reconcile().lost()).isEqualTo(1);
        assertThat(tiered.studyCopies.of(new StudyInstanceUid("2.25.1")).lost())
                .containsExactly(row.location().key());
    }
}
