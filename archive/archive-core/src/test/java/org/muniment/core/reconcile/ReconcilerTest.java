package org.muniment.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.dicom.Tag;

class ReconcilerTest {

    private static final ReconcileConfig CONFIG = ReconcileConfig.DEFAULT;

    @TempDir
    Path root;

    private TestArchive archive;

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private ReconcileReport reconcile() {
        return archive.reconcilerOfTomorrow(CONFIG).reconcile();
    }

    private InstanceRecord store(int study, int series, int instance) {
        return archive.store(new SampleDataSet(study, series, instance)).instance();
    }

    @Test
    void shouldLeaveASoundArchiveAlone() {
        for (int i = 1; i <= 6; i++) store(1 + i % 2, i, i);
        List<ObjectKey> before = archive.objects();
        ReconcileReport report = reconcile();
        assertThat(report.instances()).isEqualTo(6);
        assertThat(report.objects()).isEqualTo(6);
        assertThat(report.isAlarming()).isFalse();
        assertThat(report.problems()).isEmpty();
        assertThat(report.mended() + report.orphans() + report.retired()).isZero();
        assertThat(archive.objects()).containsExactlyElementsOf(before);
    }

    @Nested
    class MetadataOfSeries {

        private final SeriesId series = new SampleDataSet(1, 1, 1).id().seriesId();

        private List<ObjectKey> metadata() {
            return archive.objects().stream().filter(ObjectKey::isMetadata).toList();
        }

        @Test
        void shouldStayWhileItIsUsed() {
            store(1, 1, 1);
            String tag = archive.metadata.series(series).entityTag();
            ReconcileReport report = reconcile();
            assertThat(report.discarded() + report.unreadable() + report.orphans())
                    .isZero();
            assertThat(metadata()).hasSize(1);
            assertThat(archive.metadata.series(series).entityTag()).isEqualTo(tag);
        }

        @Test
        void shouldGoWhenAnotherHasTakenItsPlace() {
            for (int i = 1; i <= 3; i++) {
                store(1, 1, i);
                archive.metadata.series(series);
            }
            assertThat(metadata()).hasSize(3);
            ReconcileReport report = reconcile();
            assertThat(report.discarded()).isEqualTo(2);
            assertThat(report.problems()).isEmpty();
            assertThat(metadata())
                    .extracting(ObjectKey::version)
                    .containsExactly(archive.metadata.series(series).entityTag());
            assertThat(archive.rows.retired(Instant.MAX)).isEmpty();
        }

        /** What is left when the process dies between writing it and putting it to use. */
        @Test
        void shouldGoWhereItWasNeverUsed() {
            store(1, 1, 1);
            archive.metadata.series(series);
            archive.derived.useMetadata(
                    series,
                    new MetadataObject(new ObjectLocation("hot", ObjectKey.forNewMetadataOf(series)), 1, ""),
                    new SeriesState("", Optional.empty()));
            assertThat(reconcile().discarded()).isEqualTo(1);
            assertThat(metadata()).isEmpty();
            assertThat(archive.metadata.series(series)).isNotNull();
        }

        @Test
        void shouldGoWhereItIsDamagedAndDigestsAreChecked() throws IOException {
            store(1, 1, 1);
            archive.metadata.series(series);
            Path file = root.resolve("objects").resolve(metadata().get(0).path());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 3] ^= 1;
            Files.write(file, bytes);
            assertThat(reconcile().discarded()).isZero();
            assertThat(archive.reconcilerOfTomorrow(CONFIG.withDigests())
                            .reconcile()
                            .discarded())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldNoteTheFramesOfInstancesThatDoNotTellThem() {
        InstanceRecord row = store(1, 1, 1);
        InstanceRecord old = row.withFrames(null);
        archive.rows.commit(old);
        assertThat(reconcile().framed()).isEqualTo(1);
        assertThat(archive.derived.frames(old)).contains(row.frames());
        assertThat(reconcile().framed()).isZero();
    }

    @Nested
    class Orphans {

        @Test
        void shouldGoIntoQuarantine() {
            InstanceRecord kept = store(1, 1, 1);
            InstanceRecord orphan = store(1, 1, 2);
            InstanceRecord ofItsOwnSeries = store(2, 1, 1);
            archive.rows.lose(orphan.id());
            archive.rows.lose(ofItsOwnSeries.id());
            ReconcileReport report = reconcile();
            assertThat(report.orphans()).isEqualTo(2);
            assertThat(report.isAlarming()).isFalse();
            assertThat(archive.objects()).containsExactly(kept.location().key());
            assertThat(archive.files.restore(orphan.location().key())).isTrue();
        }

        @Test
        void shouldBeLeftAloneWhileYoung() {
            store(1, 1, 1);
            archive.rows.lose(store(1, 1, 2).id());
            Reconciler ofToday = new Reconciler(
                    ObjectStores.of(archive.files), archive.index, archive.ingest, s -> "", CONFIG, Clock.systemUTC());
            assertThat(ofToday.reconcile().orphans()).isZero();
            assertThat(archive.objects()).hasSize(2);
        }

        @Test
        void shouldBeRemovedForGoodOnlyAfterTheirTimeInQuarantine() {
            store(1, 1, 1);
            InstanceRecord orphan = store(1, 1, 2);
            archive.rows.lose(orphan.id());
            assertThat(reconcile().purged()).isZero();
            assertThat(reconcile().purged()).isZero();
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(40));
            ReconcileReport report = new Reconciler(
                            ObjectStores.of(archive.files), archive.index, archive.ingest, s -> "", CONFIG, later)
                    .reconcile();
            assertThat(report.purged()).isEqualTo(1);
            assertThat(archive.files.restore(orphan.location().key())).isFalse();
        }

        @Test
        void shouldNotBeBelievedWhereTheyAreTooMany() {
            ReconcileConfig strict =
                    new ReconcileConfig(Duration.ofHours(1), Duration.ofDays(30), 0.2, 1, false, false);
            for (int i = 1; i <= 8; i++) store(1, 1, i);
            for (int i = 1; i <= 2; i++) archive.rows.lose(new SampleDataSet(1, 1, i).id());
            ReconcileReport report = archive.reconcilerOfTomorrow(strict).reconcile();
            assertThat(report.stopped())
                    .hasValueSatisfying(why -> assertThat(why).contains("2 of 8"));
            assertThat(report.isAlarming()).isTrue();
            assertThat(archive.objects()).hasSize(8);
        }

        @Test
        void shouldNotBeBelievedWhereTheIndexIsEmpty() {
            archive.rows.lose(store(1, 1, 1).id());
            ReconcileReport report = reconcile();
            assertThat(report.stopped())
                    .hasValueSatisfying(why -> assertThat(why).contains("empty"));
            assertThat(archive.objects()).hasSize(1);
        }

        @Test
        void shouldNotBeLookedForWithoutTheIndex() {
            store(1, 1, 1);
            archive.rows.lose(store(1, 1, 2).id());
            archive.steps.fail(Step.SCAN, new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "no quorum"));
            ReconcileReport report = reconcile();
            assertThat(report.stopped()).contains("INDEX_UNAVAILABLE: no quorum");
            assertThat(archive.objects()).hasSize(2);
        }

        @Test
        void shouldStayWhereNobodyCanTellWhatTheyAre() throws IOException {
            store(1, 1, 1);
            InstanceRecord orphan = store(2, 1, 1);
            archive.rows.lose(orphan.id());
            Files.write(archive.file(orphan), new byte[300]);
            ReconcileReport report = reconcile();
            assertThat(report.unreadable()).isEqualTo(1);
            assertThat(archive.objects()).hasSize(2);
        }

        @Test
        void shouldComeBackWhenTheirRowTurnsUp() {
            store(1, 1, 1);
            InstanceRecord late = store(1, 1, 2);
            archive.rows.lose(late.id());
            reconcile();
            archive.rows.commit(late);
            ReconcileReport report = reconcile();
            assertThat(report.restored()).isEqualTo(1);
            assertThat(report.lost()).isZero();
            assertThat(archive.files.find(late.location().key())).isPresent();
        }
    }

    @Nested
    class ReplacedInstances {

        private InstanceRecord first;
        private IngestOutcome replaced;

        @BeforeEach
        void replace() {
            first = store(1, 1, 1);
            replaced = archive.store(new SampleDataSet(1, 1, 1).pixels(1000), DuplicatePolicy.REPLACE);
        }

        @Test
        void shouldLoseTheirFirstObjectAfterAWhile() {
            assertThat(archive.objects()).hasSize(2);
            ReconcileReport report = reconcile();
            assertThat(report.retired()).isEqualTo(1);
            assertThat(report.orphans()).isZero();
            assertThat(archive.objects())
                    .containsExactly(replaced.instance().location().key());
            assertThat(archive.rows.retired(Instant.MAX)).isEmpty();
            assertThat(archive.files.restore(first.location().key())).isFalse();
        }

        @Test
        void shouldKeepAnObjectThatIsInUseAfterAll() {
            archive.rows.commit(first);
            ReconcileReport report = reconcile();
            assertThat(report.retired()).isZero();
            assertThat(archive.files.find(first.location().key())).isPresent();
            assertThat(archive.rows.retired(Instant.MAX)).isEmpty();
        }

        @Test
        void shouldBeDoneWithWhereTheObjectIsGoneAlready() {
            archive.files.delete(first.location().key());
            assertThat(reconcile().stopped()).isEmpty();
            assertThat(archive.rows.retired(Instant.MAX)).isEmpty();
        }

        @Test
        void shouldNotCountAsOrphansBeforeTheirTime() {
            Clock clock = Clock.systemUTC();
            ReconcileConfig eager = new ReconcileConfig(Duration.ZERO, Duration.ofDays(30), 0.05, 100, false, false);
            RetiredObject retired =
                    archive.rows.retired(Instant.MAX).findFirst().orElseThrow();
            Findings findings = new Findings();
            new OrphanSweep(archive.index, eager, findings, container -> {})
                    .sweep(
                            archive.files,
                            clock.instant().plusSeconds(60),
                            clock.instant().plusSeconds(60));
            assertThat(findings.orphans).isZero();
            assertThat(archive.files.find(retired.location().key())).isPresent();
        }
    }

    @Nested
    class Objects {

        @Test
        void shouldBeReportedWhereTheyAreLost() {
            store(1, 1, 1);
            InstanceRecord lost = store(1, 1, 2);
            archive.files.delete(lost.location().key());
            ReconcileReport report = reconcile();
            assertThat(report.lost()).isEqualTo(1);
            assertThat(report.isAlarming()).isTrue();
            assertThat(report.problems()).singleElement().satisfies(problem -> assertThat(problem)
                    .contains(lost.location().key().path()));
            assertThat(archive.rows.instance(lost.id()))
                    .as("a row is never removed")
                    .isPresent();
        }

        @Test
        void shouldBeReportedWhereTheyHaveAnotherSize() throws IOException {
            InstanceRecord cut = store(1, 1, 1);
            Files.write(archive.file(cut), new byte[10]);
            assertThat(reconcile().damaged()).isEqualTo(1);
        }

        @Test
        void shouldBeReportedWhereTheirBytesChangedIfDigestsAreCompared() throws IOException {
            InstanceRecord changed = store(1, 1, 1);
            byte[] bytes = Files.readAllBytes(archive.file(changed));
            bytes[bytes.length - 1] ^= 1;
            Files.write(archive.file(changed), bytes);
            assertThat(reconcile().damaged()).isZero();
            ReconcileReport report =
                    archive.reconcilerOfTomorrow(CONFIG.withDigests()).reconcile();
            assertThat(report.damaged()).isEqualTo(1);
        }

        @Test
        void shouldBeCheckedStudyByStudy() {
            store(1, 1, 1);
            archive.files.delete(store(1, 2, 1).location().key());
            archive.files.delete(store(2, 1, 1).location().key());
            ReconcileReport report = archive.reconcilerOfTomorrow(CONFIG)
                    .check(new SampleDataSet(1, 1, 1).id().study());
            assertThat(report.instances()).isEqualTo(2);
            assertThat(report.lost()).isEqualTo(1);
        }
    }

    @Nested
    class SeriesAndStudies {

        @Test
        void shouldGetTheirRowsBack() {
            InstanceRecord row = store(1, 1, 1);
            store(1, 1, 2);
            archive.rows.loseParents(row.id().seriesId());
            assertThat(archive.rows.studies(new StudyAccess.ByPatientId("P1"))).isEmpty();
            ReconcileReport report = reconcile();
            assertThat(report.mended()).isEqualTo(1);
            assertThat(archive.rows.studies(new StudyAccess.ByPatientId("P1")))
                    .singleElement()
                    .satisfies(study -> assertThat(study.attributes().getString(Tag.IssuerOfPatientID))
                            .isEqualTo("HOSPITAL"));
            assertThat(archive.rows.series(row.id().study())).hasSize(1);
            assertThat(reconcile().mended()).isZero();
        }

        @Test
        void shouldAllBeWrittenAgainOnDemand() {
            store(1, 1, 1);
            store(1, 2, 1);
            store(2, 1, 1);
            ReconcileReport report =
                    archive.reconcilerOfTomorrow(CONFIG.withRewrite()).reconcile();
            assertThat(report.mended()).isEqualTo(3);
        }
    }
}
