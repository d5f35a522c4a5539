package org.muniment.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.Availability;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectStoreContract;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.MemoryCopyIndex;
import org.muniment.core.SampleDataSet;

class TieredStoreTest {

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

    @Nested
    class OfLooseFiles implements ObjectStoreContract {
        @Override
        public ObjectStore store() {
            return tiered.store;
        }
    }

    private InstanceRecord large() {
        return tiered.archive
                .store(new SampleDataSet(1, 1, 1).pixels(3_000_000))
                .instance();
    }

    private void removeLoose(InstanceRecord row) {
        tiered.archive.files.delete(row.location().key());
    }

    @Test
    void shouldReadAnyRangeOfAnInstanceThatLiesInAContainer() throws IOException {
        InstanceRecord first = tiered.store(1, 1, 1);
        InstanceRecord second = tiered.store(1, 1, 2);
        byte[] bytes = tiered.read(second);
        tiered.pack("warm", 1, first, second);
        removeLoose(first);
        removeLoose(second);

        ObjectKey key = second.location().key();
        assertThat(tiered.read(second)).isEqualTo(bytes);
        assertThat(tiered.store.open(key, 100, 50).readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 100, 150));
        assertThat(tiered.store.open(key, 100, Long.MAX_VALUE).readAllBytes())
                .as("ends with the instance, not with the container")
                .isEqualTo(Arrays.copyOfRange(bytes, 100, bytes.length));
        assertThat(tiered.store.open(key, 1 << 30, 10).readAllBytes()).isEmpty();
        assertThat(tiered.store.find(key)).hasValueSatisfying(info -> {
            assertThat(info.key()).isEqualTo(key);
            assertThat(info.size()).isEqualTo(bytes.length);
        });
        try (InputStream in = tiered.store.open(key)) {
            in.skipNBytes(500);
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOfRange(bytes, 500, 510));
        }
        assertThat(tiered.unreadable).isEmpty();
    }

    @Test
    void shouldNotReadAContainerThatIsBeingWritten() {
        InstanceRecord row = tiered.store(1, 1, 1);
        tiered.copies.begin(Container.writing(row.id().seriesId(), "warm", 1, "warm", true, row.receivedAt()));
        removeLoose(row);
        assertFails(ErrorCode.NOT_FOUND, row);
        assertThat(tiered.store.find(row.location().key())).isEmpty();
    }

    @Test
    void shouldGoOnWithAnotherCopyAtTheByteWhereOneEnds() throws IOException {
        InstanceRecord row = large();
        byte[] bytes = tiered.read(row);
        Container best = tiered.pack("hot", 1, row);
        tiered.pack("warm", 1, row);
        removeLoose(row);
        try (InputStream in = tiered.store.open(row.location().key())) {
            byte[] beginning = in.readNBytes(1_000_000);
            truncate(best, 1_500_000);
            byte[] read = new SequenceInputStream(new ByteArrayInputStream(beginning), in).readAllBytes();
            assertThat(read).isEqualTo(bytes);
        }
        assertThat(tiered.unreadable).containsExactly(ErrorCode.CORRUPT_OBJECT);
    }

    @Test
    void shouldTellWhichCopyWasTruncatedOrGone() throws IOException {
        InstanceRecord row = large();
        byte[] bytes = tiered.read(row);
        Container warm = tiered.pack("warm", 1, row);
        Container hot = tiered.pack("hot", 1, row);
        removeLoose(row);

        truncate(hot, 1_500_000);
        assertThat(tiered.read(row)).isEqualTo(bytes);
        assertThat(tiered.unreadable).containsExactly(ErrorCode.CORRUPT_OBJECT);

        Files.delete(tiered.file(hot));
        assertThat(tiered.read(row)).isEqualTo(bytes);
        assertThat(tiered.unreadable).containsExactly(ErrorCode.CORRUPT_OBJECT, ErrorCode.NOT_FOUND);

        truncate(warm, 1_500_000);
        assertFails(ErrorCode.CORRUPT_OBJECT, row);
    }

    @Test
    void shouldGiveBytesOfASuspectContainerOnlyWhereTheInstanceIsUnharmed() throws IOException {
        InstanceRecord sound = tiered.store(1, 1, 1);
        InstanceRecord harmed = tiered.store(1, 1, 2);
        byte[] bytes = tiered.read(sound);
        Container suspect = tiered.pack("warm", 1, sound, harmed);
        long position =
                tiered.copies.holding(harmed.location().key()).get(0).member().offset() + 700;
        try (RandomAccessFile file = new RandomAccessFile(tiered.file(suspect).toFile(), "rw")) {
            file.seek(position);
            int b = file.read();
            file.seek(position);
            file.write(b ^ 1);
        }
        tiered.copies.update(suspect.in(CopyState.SUSPECT));
        removeLoose(sound);
        removeLoose(harmed);
        assertThat(tiered.read(sound)).isEqualTo(bytes);
        assertFails(ErrorCode.CORRUPT_OBJECT, harmed);
    }

    @Test
    void shouldSayOfflineOnlyWhereARecallIsAllThatHelps() {
        InstanceRecord row = tiered.store(1, 1, 1);
        byte[] bytes = tiered.read(row);
        Container cold = tiered.pack("cold", 1, row);
        ObjectKey key = row.location().key();
        assertThat(tiered.store.availability(key)).isEqualTo(Availability.ONLINE);
        removeLoose(row);

        assertFails(ErrorCode.OFFLINE, row);
        assertThat(tiered.store.find(key)).as("it is there").isPresent();
        assertThat(tiered.store.availability(key)).isEqualTo(Availability.OFFLINE);
        assertThat(tiered.unreadable).as("that it is offline is no damage").isEmpty();

        tiered.store.recall(key, Duration.ofDays(1));
        assertThat(tiered.store.availability(key)).isEqualTo(Availability.RECALLING);
        assertFails(ErrorCode.OFFLINE, row);

        Container hot = packFromFiles(cold, row);
        assertThat(tiered.read(row)).isEqualTo(bytes);
        assertThat(tiered.store.availability(key)).isEqualTo(Availability.ONLINE);
        tiered.release(hot);
        assertFails(ErrorCode.OFFLINE, row);
    }

    /** As a recall does it: the container's bytes to another place, its members as they are. */
    private Container packFromFiles(Container from, InstanceRecord row) {
        Container writing = Container.writing(row.id().seriesId(), "hot", 1, "hot", true, row.receivedAt());
        tiered.copies.begin(writing);
        try (var to = tiered.archive.files.create(writing.location().key())) {
            byte[] tar = Files.readAllBytes(tiered.file(from));
            to.write(tar, 0, tar.length);
            to.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Container good = writing.written(from.size(), from.digest().orElseThrow(), 1);
        tiered.copies.complete(good, tiered.copies.members(from).toList());
        return good;
    }

    @Test
    void shouldSayNotFoundOfWhatNobodyHas() {
        assertThatThrownBy(() -> tiered.store.open(ObjectKey.forNewVersionOf(new SampleDataSet(1, 1, 1).id())))
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void shouldNotTakeATierThatIsOutOfReachForALoss() {
        InstanceRecord row = tiered.store(1, 1, 1);
        tiered.pack("warm", 1, row);
        removeLoose(row);
        MemoryCopyIndex copies = tiered.copies;
        TieredStore withoutWarm = new TieredStore(Tiers.of(tiered.tiers.hot()), copies, CopyListener.NONE);
        assertThatThrownBy(() -> withoutWarm.open(row.location().key()))
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(withoutWarm.find(row.location().key())).isPresent();
    }

    /** Copies are made and released without a pause, always one good before another goes, while others read. */
    @Test
    void shouldAlwaysFindAnInstanceThatIsBeingMoved() throws Exception {
        List<InstanceRecord> rows = IntStream.range(1, 6)
                .mapToObj(i -> tiered.archive
                        .store(new SampleDataSet(1, 1, i).pixels(200_000 + i))
                        .instance())
                .toList();
        List<byte[]> bytes = rows.stream().map(tiered::read).toList();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int t = 0; t < 3; t++)
                readers.add(threads.submit(() -> {
                    long reads = 0;
                    while (!done.get())
                        for (int i = 0; i < rows.size(); i++, reads++)
                            assertThat(tiered.read(rows.get(i))).isEqualTo(bytes.get(i));
                    return reads;
                }));
            Container last = tiered.pack("warm", 1, rows);
            rows.forEach(this::removeLoose);
            for (int i = 0; i < 60; i++) {
                Container next = tiered.pack(i % 2 == 0 ? "hot" : "warm", 1, rows);
                tiered.release(last);
                last = next;
            }
            done.set(true);
            for (Future<Long> reader : readers) assertThat(reader.get()).isPositive();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private void truncate(Container container, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tiered.file(container).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private void assertFails(ErrorCode code, InstanceRecord row) {
        assertThatThrownBy(() -> tiered.read(row))
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(code);
    }
}
