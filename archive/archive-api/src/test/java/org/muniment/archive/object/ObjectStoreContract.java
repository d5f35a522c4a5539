package org.muniment.archive.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/** What every {@link ObjectStore} does. {@link #store()} gives the same, at first empty, store throughout one test. */
public interface ObjectStoreContract {

    ObjectStore store();

    @Test
    default void shouldGiveBackWhatWasCommitted() {
        byte[] bytes = bytes(3_000_001);
        ObjectKey key = newKey();
        StoredObject stored = put(key, bytes);
        assertThat(stored.location()).isEqualTo(new ObjectLocation(store().name(), key));
        assertThat(stored.size()).isEqualTo(bytes.length);
        assertThat(stored.digest()).isEqualTo(sha256(bytes));
        assertThat(read(key)).isEqualTo(bytes);
        assertThat(store().find(key)).hasValueSatisfying(info -> {
            assertThat(info.key()).isEqualTo(key);
            assertThat(info.size()).isEqualTo(bytes.length);
            assertThat(info.modified())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        });
    }

    @Test
    default void shouldHoldAnEmptyObject() {
        ObjectKey key = newKey();
        assertThat(put(key, new byte[0]).digest()).isEqualTo(sha256(new byte[0]));
        assertThat(read(key)).isEmpty();
    }

    @Test
    default void shouldTakeBytesInPiecesOfAnySize() {
        byte[] bytes = bytes(700_000);
        ObjectKey key = newKey();
        Random random = new Random(7);
        try (ObjectWriter writer = store().create(key)) {
            for (int at = 0; at < bytes.length; ) {
                int n = Math.min(bytes.length - at, random.nextInt(40_000));
                writer.write(bytes, at, n);
                at += n;
                assertThat(writer.size()).isEqualTo(at);
            }
            assertThat(writer.commit().digest()).isEqualTo(sha256(bytes));
        }
        assertThat(read(key)).isEqualTo(bytes);
    }

    @Test
    default void shouldShowNothingBeforeCommit() {
        ObjectKey key = newKey();
        try (ObjectWriter writer = store().create(key)) {
            writer.write(bytes(500_000), 0, 500_000);
            assertAbsent(key);
        }
    }

    @Test
    default void shouldLeaveNothingOfAnObjectClosedWithoutCommit() {
        ObjectKey key = newKey();
        try (ObjectWriter writer = store().create(key)) {
            writer.write(bytes(10), 0, 10);
        }
        assertAbsent(key);
        assertThat(walked()).isEmpty();
        put(key, bytes(5));
        assertThat(read(key)).isEqualTo(bytes(5));
    }

    @Test
    default void shouldKeepTheFirstObjectWhereAKeyIsUsedTwice() {
        ObjectKey key = newKey();
        put(key, bytes(10));
        assertThatThrownBy(() -> put(key, bytes(20))).isInstanceOf(ArchiveException.class);
        assertThat(read(key)).isEqualTo(bytes(10));
    }

    @Test
    default void shouldReadARange() {
        byte[] bytes = bytes(1000);
        ObjectKey key = newKey();
        put(key, bytes);
        assertThat(read(key, 0, 10)).isEqualTo(slice(bytes, 0, 10));
        assertThat(read(key, 300, 400)).isEqualTo(slice(bytes, 300, 700));
        assertThat(read(key, 990, 100)).as("ends with the object").isEqualTo(slice(bytes, 990, 1000));
        assertThat(read(key, 5000, 10)).isEmpty();
        assertThat(read(key, 10, Long.MAX_VALUE)).isEqualTo(slice(bytes, 10, 1000));
    }

    @Test
    default void shouldSaySoWhereThereIsNoObject() {
        assertAbsent(newKey());
    }

    @Test
    default void shouldDelete() {
        ObjectKey key = newKey();
        put(key, bytes(10));
        store().delete(key);
        assertAbsent(key);
        store().delete(key);
        store().delete(newKey());
    }

    @Test
    default void shouldWalkEveryObjectOnce() {
        List<ObjectKey> keys = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ObjectKey key = ObjectKey.forNewVersionOf(id("1.2." + i % 3, "1.3." + i % 7, "1.4." + i));
            put(key, bytes(i));
            keys.add(key);
        }
        assertThat(walked()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    default void shouldHideWhatIsQuarantinedAndRestoreIt() {
        ObjectKey key = newKey();
        put(key, bytes(10));
        store().quarantine(key);
        assertAbsent(key);
        assertThat(walked()).isEmpty();
        assertThat(store().restore(key)).isTrue();
        assertThat(read(key)).isEqualTo(bytes(10));
        assertThat(store().restore(key)).isFalse();
        store().quarantine(newKey());
    }

    @Test
    default void shouldPurgeOnlyWhatWasQuarantinedBefore() {
        ObjectKey key = newKey();
        put(key, bytes(10));
        assertThat(store().purgeQuarantine(Instant.MAX)).isZero();
        store().quarantine(key);
        assertThat(store().purgeQuarantine(Instant.now().minusSeconds(3600))).isZero();
        assertThat(store().purgeQuarantine(Instant.now().plusSeconds(3600))).isEqualTo(1);
        assertThat(store().restore(key)).isFalse();
    }

    @Test
    default void shouldKeepWhatIsCommittedWhenUnfinishedWritesAreDiscarded() {
        ObjectKey key = newKey();
        put(key, bytes(10));
        store().discardUnfinished();
        assertThat(read(key)).isEqualTo(bytes(10));
    }

    @Test
    default void shouldServeManyWritersAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<ObjectKey>> writes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int n = i;
                writes.add(threads.submit(() -> {
                    ObjectKey key = ObjectKey.forNewVersionOf(id("1.2." + n % 5, "1.3." + n % 5, "1.4." + n));
                    put(key, bytes(1000 * n));
                    return key;
                }));
            }
            for (int i = 0; i < 64; i++) assertThat(read(writes.get(i).get())).isEqualTo(bytes(1000 * i));
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertAbsent(ObjectKey key) {
        assertThat(store().find(key)).isEmpty();
        assertThatThrownBy(() -> store().open(key))
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    private List<ObjectKey> walked() {
        List<ObjectKey> keys = new ArrayList<>();
        store().walk(object -> keys.add(object.key()));
        return keys;
    }

    private StoredObject put(ObjectKey key, byte[] bytes) {
        try (ObjectWriter writer = store().create(key)) {
            writer.write(bytes, 0, bytes.length);
            return writer.commit();
        }
    }

    private byte[] read(ObjectKey key) {
        try (InputStream in = store().open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] read(ObjectKey key, long offset, long length) {
        try (InputStream in = store().open(key, offset, length)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ObjectKey newKey() {
        return ObjectKey.forNewVersionOf(id("1.2.3", "1.2.3.4", "1.2.3.4.5"));
    }

    static InstanceId id(String study, String series, String instance) {
        return new InstanceId(new StudyInstanceUid(study), new SeriesInstanceUid(series), new SopInstanceUid(instance));
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    static Sha256 sha256(byte[] bytes) {
        try {
            return new Sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
