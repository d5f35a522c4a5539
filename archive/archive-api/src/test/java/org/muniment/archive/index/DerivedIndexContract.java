package org.muniment.archive.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.dicom.frame.FrameTableBuilder;

/** What every index of derived things does, with the index its rows are in. */
public interface DerivedIndexContract {

    /** Of a series without metadata. */
    SeriesState NOTHING = new SeriesState("", Optional.empty());

    StudyIndexWriter writer();

    StudyIndex index();

    DerivedIndex derived();

    RejectionIndex rejections();

    private void commit(InstanceRecord instance) {
        writer().commit(instance);
    }

    /** Of so many fragments of differing lengths. */
    private static FrameTable table(int fragments) {
        Attributes header = new Attributes();
        header.setInt(org.muniment.dicom.Tag.NumberOfFrames, org.muniment.dicom.VR.IS, fragments);
        FrameTableBuilder table =
                new FrameTableBuilder(header, TransferSyntax.of(UID.JPEGLSLossless), 1000, bytes -> {});
        table.offsetTable(new byte[0]);
        Random random = new Random(fragments);
        long offset = 8;
        for (int i = 0; i < fragments; i++) {
            long length = 2L * random.nextInt(500_000);
            table.fragment(offset, length, 0xFFD8);
            offset += length + 8;
        }
        return table.build();
    }

    @Test
    default void shouldKnowTheFramesOfACommittedInstanceHoweverMany() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        for (int frames : List.of(1, 2_000, 100_000)) {
            FrameTable table = table(frames);
            InstanceRecord committed = sample.instance(1, 1 + frames).withFrames(table);
            commit(committed);
            InstanceRecord row = index().instance(committed.id()).orElseThrow();
            assertThat(derived().frames(row)).contains(table);
        }
    }

    @Test
    default void shouldGiveTheFramesOfTheObjectThatIsThereNow() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        InstanceRecord before = sample.instance(1, 2).withFrames(table(3_000));
        InstanceRecord after = sample.instance(1, 2).withFrames(table(4));
        InstanceRecord last = sample.instance(1, 2);
        commit(before);
        writer().replace(before, after, sample.series(1), sample.study());
        assertThat(derived().frames(index().instance(after.id()).orElseThrow())).contains(table(4));
        writer().replace(after, last, sample.series(1), sample.study());
        assertThat(derived().frames(index().instance(after.id()).orElseThrow())).isEmpty();
    }

    @Test
    default void shouldRememberFramesMadeLaterUntilToldToForget() {
        InstanceRecord row = new SampleStudy().instance(1, 1);
        assertThat(derived().frames(row)).isEmpty();
        derived().rememberFrames(row.location(), FrameTable.NONE);
        assertThat(derived().frames(row)).contains(FrameTable.NONE);
        derived().forgetFrames(row.location());
        assertThat(derived().frames(row)).isEmpty();
    }

    @Test
    default void shouldHaveAStateForASeriesNobodyKnows() {
        assertThat(derived().state(new SampleStudy().seriesId(1))).isEqualTo(new SeriesState("", Optional.empty()));
    }

    @Test
    default void shouldChangeTheVersionWithEveryCommitAndReplacement() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        Set<String> versions = new HashSet<>();
        versions.add(version(sample.seriesId(1)));
        InstanceRecord second = sample.instance(1, 2);
        commit(second);
        versions.add(version(sample.seriesId(1)));
        InstanceRecord replacement = sample.instance(1, 2);
        writer().replace(second, replacement, sample.series(1), sample.study());
        versions.add(version(sample.seriesId(1)));
        InstanceRecord again = sample.instance(1, 3);
        writer().commit(again, sample.series(1), sample.study());
        versions.add(version(sample.seriesId(1)));
        assertThat(versions).hasSize(4);
    }

    @Test
    default void shouldChangeTheVersionWhereInstancesAreHeldBackOrShownAgain() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        SeriesId series = sample.seriesId(1);
        InstanceRecord second = sample.instance(1, 2);
        commit(second);
        String before = version(series);
        rejections().hide(List.of(second), sample.series(1), sample.study());
        String hidden = version(series);
        assertThat(hidden).isNotEqualTo(before);
        assertThat(index().countInstances(series)).isEqualTo(1);
        rejections().show(List.of(second), sample.series(1), sample.study());
        assertThat(version(series)).isNotEqualTo(hidden);
    }

    @Test
    default void shouldKeepTheVersionWhereNothingOfTheSeriesChanges() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        String before = version(sample.seriesId(1));
        InstanceRecord elsewhere = sample.instance(2, 1);
        writer().commit(elsewhere, sample.series(2), sample.study());
        derived().useMetadata(sample.seriesId(1), metadata(sample.seriesId(1), "x"), NOTHING);
        assertThat(version(sample.seriesId(1))).isEqualTo(before).isNotEmpty();
    }

    /** Each of several who commit at once sees to it that who reads the version first and the rows second misses nothing. */
    @Test
    default void shouldHaveAVersionForEveryStateWhileManyCommitAtOnce() throws InterruptedException {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        SeriesId series = sample.seriesId(1);
        ExecutorService writers = Executors.newFixedThreadPool(6);
        IntStream.range(2, 62).forEach(i -> writers.execute(() -> commit(sample.instance(1, i))));
        record Seen(String version, long rows) {}
        ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
        writers.shutdown();
        do {
            seen.add(new Seen(version(series), index().countInstances(series)));
        } while (!writers.isTerminated());
        assertThat(writers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        Seen last = new Seen(version(series), index().countInstances(series));
        assertThat(last.rows()).isEqualTo(61);
        assertThat(seen).filteredOn(s -> s.version().equals(last.version())).allMatch(s -> s.rows() == 61);
    }

    @Test
    default void shouldTellTheStatesOfManySeriesAtOnce() {
        SampleStudy sample = new SampleStudy();
        List<SeriesId> ids = new ArrayList<>();
        for (int series = 1; series <= 150; series++) {
            ids.add(sample.seriesId(series));
            if (series % 7 != 0) writer().commit(sample.instance(series, 1), sample.series(series), sample.study());
        }
        assertThat(derived().states(ids))
                .containsExactlyElementsOf(ids.stream().map(derived()::state).toList());
        assertThat(derived().states(List.of())).isEmpty();
    }

    @Test
    default void shouldTellWhichMetadataToUse() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        MetadataObject first = metadata(sample.seriesId(1), "a");
        MetadataObject second = metadata(sample.seriesId(1), "b");
        derived().useMetadata(sample.seriesId(1), first, NOTHING);
        assertThat(derived().state(sample.seriesId(1)).metadata()).contains(first);
        commit(sample.instance(1, 2));
        assertThat(derived().state(sample.seriesId(1)).metadata()).contains(first);
        assertThat(retired(first)).isFalse();
        derived().useMetadata(sample.seriesId(1), second, derived().state(sample.seriesId(1)));
        assertThat(derived().state(sample.seriesId(1)).metadata()).contains(second);
        assertThat(retired(first)).isTrue();
        assertThat(retired(second)).isFalse();
    }

    /** What is derived does not make an instance. */
    @Test
    default void shouldShowNoInstanceForMetadataAlone() {
        SeriesId series = new SampleStudy().seriesId(1);
        derived().useMetadata(series, metadata(series, "a"), NOTHING);
        assertThat(index().instances(series)).isEmpty();
        assertThat(index().countInstances(series)).isZero();
        assertThat(writer().scan().filter(row -> row.id().seriesId().equals(series)))
                .isEmpty();
    }

    private boolean retired(MetadataObject metadata) {
        try (Stream<RetiredObject> retired = writer().retired(Instant.now().plusSeconds(60))) {
            return retired.anyMatch(object -> object.location().equals(metadata.location()));
        }
    }

    private String version(SeriesId series) {
        return derived().state(series).version();
    }

    private static MetadataObject metadata(SeriesId series, String madeOf) {
        return new MetadataObject(new ObjectLocation("hot", ObjectKey.forNewMetadataOf(series)), 1234, madeOf);
    }
}
