package org.muniment.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.patient.PatientPatch;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.json.DicomJsonReader;

class SeriesMetadataServiceTest {

    private static final SeriesId SERIES = new SampleDataSet(1, 1, 1).id().seriesId();

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

    private InstanceRecord store(int study, int series, int instance) {
        return archive.store(new SampleDataSet(study, series, instance)).instance();
    }

    /** What it should say: made of the files alone. */
    private String fresh(SeriesId series) {
        InstanceJson json = new InstanceJson(ObjectStores.of(archive.files));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.rows.instances(series).forEach(row -> {
            try {
                out.write(out.size() == 0 ? '[' : ',');
                json.write(row, PatientPatch.NONE, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return out.toString(StandardCharsets.UTF_8) + "]";
    }

    private static String text(Metadata metadata) {
        try (InputStream json = metadata.json();
                InputStream gzipped = metadata.gzipped()) {
            String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
            byte[] whole = gzipped.readAllBytes();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(whole)).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(text);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long metadataObjects() {
        return archive.objects().stream().filter(ObjectKey::isMetadata).count();
    }

    @Test
    void shouldBeTheDataSetsWithPixelDataByUri() throws IOException {
        SampleDataSet sent = new SampleDataSet(1, 1, 7);
        archive.store(sent);
        byte[] json = text(archive.metadata.series(SERIES)).getBytes(StandardCharsets.UTF_8);
        List<String> uris = new ArrayList<>();
        DicomJsonReader reader = new DicomJsonReader(
                (path, vr, uri) -> {
                    uris.add(uri);
                    return new Value.Bytes(sent.attributes().getBytes(Tag.PixelData));
                },
                1 << 20,
                10);
        List<Attributes> read = new ArrayList<>();
        reader.readAll(new ByteArrayInputStream(json), read::add);
        assertThat(uris)
                .containsExactly("/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.7/bulkdata/7FE00010");
        assertThat(read).hasSize(1);
        assertThat(read.get(0).getString(Tag.PatientName)).isEqualTo("Müller^Jürgen");
        assertThat(read.get(0).getBytes(Tag.PixelData))
                .isEqualTo(sent.attributes().getBytes(Tag.PixelData));
    }

    @Test
    void shouldMakeTheObjectOnceForAnyNumberOfReaders() {
        for (int i = 1; i <= 20; i++) store(1, 1, i);
        String tag = archive.metadata.series(SERIES).entityTag();
        for (int i = 0; i < 5; i++)
            assertThat(archive.metadata.series(SERIES).entityTag()).isEqualTo(tag);
        assertThat(metadataObjects()).isEqualTo(1);
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(fresh(SERIES));
    }

    @Test
    void shouldReadOnlyNewFilesWhenSomeArrive() throws IOException {
        InstanceRecord first = store(1, 1, 1);
        String before = text(archive.metadata.series(SERIES));
        byte[] file = Files.readAllBytes(archive.file(first));
        Files.delete(archive.file(first)); // who reads it again finds nothing
        store(1, 1, 2);
        String after = text(archive.metadata.series(SERIES));
        assertThat(after).startsWith(before.substring(0, before.length() - 1) + ",{");
        Files.write(archive.file(first), file);
        assertThat(after).isEqualTo(fresh(SERIES));
    }

    @Test
    void shouldForgetWhatWasReplacedOrTakenOut() {
        for (int i = 1; i <= 3; i++) store(1, 1, i);
        archive.metadata.series(SERIES);
        archive.store(new SampleDataSet(1, 1, 2).with(Tag.ImageComments, VR.LT, "corrected"), DuplicatePolicy.REPLACE);
        assertThat(text(archive.metadata.series(SERIES))).contains("corrected").isEqualTo(fresh(SERIES));
        archive.rows.lose(new SampleDataSet(1, 1, 1).id());
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(fresh(SERIES));
        archive.rows.lose(new SampleDataSet(1, 1, 2).id());
        archive.rows.lose(new SampleDataSet(1, 1, 3).id());
        assertThatThrownBy(() -> archive.metadata.series(SERIES)).hasMessageContaining("no such series");
    }

    @Test
    void shouldNotTellOfWhatWasRejectedUntilItIsRestored() {
        store(1, 1, 1);
        InstanceRecord rejected = store(1, 1, 2);
        String before = text(archive.metadata.series(SERIES));
        SeriesRecord series = archive.rows.seriesByUid(SERIES.series()).get(0);
        StudyRecord study = archive.rows
                .studies(new StudyAccess.ByStudyUid(List.of(SERIES.study())))
                .findFirst()
                .orElseThrow();
        archive.rows.rejections().hide(List.of(rejected), series, study);
        assertThat(text(archive.metadata.series(SERIES)))
                .doesNotContain("2.25.1.1.2\"")
                .isEqualTo(fresh(SERIES));
        archive.rows.rejections().show(List.of(rejected), series, study);
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(before);
    }

    @Test
    void shouldJoinTheSeriesOfAStudy() {
        for (int i = 1; i <= 12; i++) store(1, 1 + i % 3, i);
        store(1, 40, 1);
        String all = text(archive.metadata.study(SERIES.study()));
        String expected = archive.rows
                .series(SERIES.study())
                .map(series -> fresh(series.id()))
                .map(array -> array.substring(1, array.length() - 1))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        assertThat(all).isEqualTo("[" + expected + "]");
    }

    @Test
    void shouldChangeTheEntityTagOfAStudyWithAnyOfItsSeries() {
        store(1, 1, 1);
        store(1, 2, 1);
        String before = archive.metadata.study(SERIES.study()).entityTag();
        assertThat(archive.metadata.study(SERIES.study()).entityTag()).isEqualTo(before);
        store(1, 2, 2);
        assertThat(archive.metadata.study(SERIES.study()).entityTag()).isNotEqualTo(before);
    }

    @Test
    void shouldGiveASingleInstance() {
        InstanceRecord row = store(1, 1, 1);
        store(1, 1, 2);
        assertThat(text(archive.metadata.instance(row.id())))
                .hasSizeLessThan(fresh(SERIES).length())
                .isEqualTo(fresh(SERIES).replaceAll("(?s),\\{\"00080005\".*2\\.25\\.1\\.1\\.2\".*", "]"));
    }

    @Test
    void shouldSayThatThereIsNothing() {
        assertThatThrownBy(() -> archive.metadata.series(SERIES))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> archive.metadata.study(SERIES.study())).hasMessageContaining("no such study");
        assertThatThrownBy(() -> archive.metadata.instance(new SampleDataSet(1, 1, 1).id()))
                .hasMessageContaining("no such instance");
        assertThat(metadataObjects()).isZero();
    }

    /** What is in a full archive can still be seen. */
    @Test
    void shouldDoWithoutAnObjectWhereTheStoreIsFull() {
        store(1, 1, 1);
        store(1, 2, 1);
        archive.steps.fail(Step.CREATE_OBJECT, new ArchiveException(ErrorCode.OUT_OF_SPACE, "full"));
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(fresh(SERIES));
        assertThat(text(archive.metadata.study(SERIES.study())))
                .contains("2.25.1.1.1")
                .contains("2.25.1.2.1");
        assertThat(metadataObjects()).isZero();
        archive.steps.none();
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(fresh(SERIES));
        assertThat(metadataObjects()).isEqualTo(1);
    }

    @Test
    void shouldMakeALostObjectAnew() {
        store(1, 1, 1);
        archive.metadata.series(SERIES);
        TestArchive other = archive;
        other.objects().stream().filter(ObjectKey::isMetadata).forEach(other.files::delete);
        SeriesMetadataService withoutCache = new SeriesMetadataService(
                archive.index,
                archive.files,
                ObjectStores.of(archive.files),
                new org.muniment.archive.cache.MemoryMetadataCache(),
                archive.workers);
        assertThat(text(withoutCache.series(SERIES))).isEqualTo(fresh(SERIES));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.98})
    void shouldMakeADamagedObjectAnewRatherThanTakeFromIt(double where) throws IOException {
        store(1, 1, 1);
        archive.metadata.series(SERIES);
        Path file = root.resolve("objects")
                .resolve(archive.objects().stream()
                        .filter(ObjectKey::isMetadata)
                        .findFirst()
                        .orElseThrow()
                        .path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bytes.length * where)] ^= 0x55;
        Files.write(file, bytes);
        store(1, 1, 2);
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(fresh(SERIES));
    }

    @Test
    void shouldTellWhatTheIndexKnowsOfALostFileAndTryAgainLater() throws IOException {
        InstanceRecord lost = store(1, 1, 1);
        store(1, 1, 2);
        byte[] file = Files.readAllBytes(archive.file(lost));
        Files.delete(archive.file(lost));
        assertThat(text(archive.metadata.series(SERIES)))
                .contains("\"00080018\":{\"vr\":\"UI\",\"Value\":[\"2.25.1.1.1\"]}")
                .doesNotContain("2.25.1.1.1/bulkdata");
        Files.write(archive.file(lost), file);
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(fresh(SERIES));
    }

    /** Whatever the order of stores, replacements, losses, failures and readers, readers see the files. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAlwaysEqualWhatTheFilesSay(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 60; step++) {
            int instance = 1 + random.nextInt(12);
            SampleDataSet sent =
                    new SampleDataSet(1, 1, instance).with(Tag.ImageComments, VR.LT, "version " + random.nextInt(3));
            switch (random.nextInt(5)) {
                case 0 -> archive.rows.lose(sent.id());
                case 1 -> failAt(random, () -> archive.metadata.series(SERIES));
                case 2 -> failAt(random, () -> archive.store(sent, DuplicatePolicy.REPLACE));
                default -> archive.store(sent, DuplicatePolicy.REPLACE);
            }
            if (random.nextInt(3) == 0 && archive.rows.countInstances(SERIES) > 0)
                assertThat(text(archive.metadata.series(SERIES)))
                        .as("step " + step)
                        .isEqualTo(fresh(SERIES));
        }
    }

    private void failAt(Random random, Runnable action) {
        Step[] steps = Step.values();
        archive.steps.fail(
                steps[random.nextInt(steps.length)], new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "made up"));
        try {
            action.run();
        } catch (ArchiveException e) {
            // as after a crash, what was done before stays
        } finally {
            archive.steps.none();
        }
    }

    @Test
    void shouldNeverBeOlderThanWhatWasStoredBeforeTheQuestion() throws InterruptedException {
        store(1, 1, 1);
        AtomicInteger stored = new AtomicInteger(1);
        ExecutorService senders = Executors.newFixedThreadPool(3);
        IntStream.rangeClosed(2, 60)
                .forEach(i -> senders.execute(() -> {
                    store(1, 1, i);
                    stored.incrementAndGet();
                }));
        senders.shutdown();
        do {
            int before = stored.get();
            String text = text(archive.metadata.series(SERIES));
            assertThat(text.split("\"00080018\"", -1).length - 1).isGreaterThanOrEqualTo(before);
        } while (!senders.awaitTermination(1, TimeUnit.MILLISECONDS));
        assertThat(text(archive.metadata.series(SERIES))).isEqualTo(fresh(SERIES));
        assertThat(metadataObjects()).isLessThan(60);
    }
}
