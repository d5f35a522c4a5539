package org.muniment.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.Availability;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStoreContract;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.store.s3.S3StoreConfig.ObjectLock;
import org.muniment.store.s3.S3StoreConfig.ObjectOptions;

/** Objects that must be recalled, objects that are locked, and answers that get lost. */
class ArchiveClassesTest {

    private static final int LARGE = S3StoreConfig.Limits.SMALLEST_PART + 1;

    @TempDir
    static Path home;

    private static TestServer server;
    private static String bucket;

    @BeforeAll
    static void startServer() {
        server = new TestServer(home);
        bucket = server.newBucket();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void shouldReadWhatIsOfflineOnceItWasRecalled(int size) throws IOException {
        try (S3ObjectStore store = server.archive(bucket, inClass("GLACIER"))) {
            ObjectKey key = put(store, size);
            assertThat(store.availability(key)).isEqualTo(Availability.OFFLINE);
            assertThat(store.find(key)).isPresent();
            assertFails(ErrorCode.OFFLINE, () -> store.open(key));

            store.recall(key, Duration.ofHours(25));
            assertThat(store.availability(key)).isEqualTo(Availability.RECALLING);
            store.recall(key, Duration.ofHours(25));
            assertFails(ErrorCode.OFFLINE, () -> store.open(key, 2, 5));

            server.front.finishRecalls();
            Availability ready = store.availability(key);
            assertThat(ready.state()).isEqualTo(Availability.State.READY);
            assertThat(ready.until().orElseThrow())
                    .isBetween(
                            Instant.now().plus(Duration.ofHours(47)),
                            Instant.now().plus(Duration.ofHours(49)));
            try (InputStream in = store.open(key)) {
                assertThat(in.readAllBytes()).isEqualTo(ObjectStoreContract.bytes(size));
            }
            server.front.expireRecalls();
            assertThat(store.availability(key)).isEqualTo(Availability.OFFLINE);
        }
    }

    @Test
    void shouldHideAndDeleteWhatIsOffline() {
        try (S3ObjectStore store = server.archive(bucket, inClass("DEEP_ARCHIVE"))) {
            ObjectKey key = put(store, 10);
            store.quarantine(key);
            assertThat(store.find(key)).isEmpty();
            assertThat(store.restore(key)).isTrue();
            assertThat(store.find(key)).isPresent();
            store.delete(key);
            assertThat(store.find(key)).isEmpty();
        }
    }

    @Test
    void shouldNotRecallWhatIsOnline() {
        try (S3ObjectStore store = server.archive(bucket, inClass("STANDARD"))) {
            ObjectKey key = put(store, 10);
            store.recall(key, Duration.ofDays(1));
            assertThat(store.availability(key)).isEqualTo(Availability.ONLINE);
        }
    }

    @Test
    void shouldSayThatALockedObjectCannotBeDeletedNow() {
        ObjectOptions locked = new ObjectOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ObjectLock("COMPLIANCE", Duration.ofDays(3650))),
                "Standard");
        try (S3ObjectStore store = server.archive(bucket, locked)) {
            ObjectKey key = put(store, 10);
            assertFails(ErrorCode.NOT_PERMITTED, () -> store.delete(key));
            assertThatThrownBy(() -> store.delete(key)).hasMessageContaining("locked until 203");
            assertThat(store.find(key)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void shouldKnowItsOwnObjectWhenTheAnswerToCommitIsLost(int size) throws IOException {
        try (S3ObjectStore store = server.archive(bucket, ObjectOptions.DEFAULT)) {
            server.front.loseAnswer(request -> request.startsWith(size < LARGE ? "PUT" : "POST")
                    && (size < LARGE || request.contains("?uploadId")));
            ObjectKey key = put(store, size);
            try (InputStream in = store.open(key)) {
                assertThat(in.readAllBytes()).isEqualTo(ObjectStoreContract.bytes(size));
            }
        }
    }

    /** The server behind knows no encryption and says so, which shows that it is asked for, and that nothing is kept without it. */
    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void shouldNotStoreInTheClearWhereEncryptionIsAskedFor(int size) {
        ObjectOptions encrypted = new ObjectOptions(
                Optional.empty(), Optional.of("AES256"), Optional.empty(), Optional.empty(), "Standard");
        try (S3ObjectStore store = server.archive(server.newBucket(), encrypted)) {
            assertThatThrownBy(() -> put(store, size)).hasStackTraceContaining("Server-side encryption");
            store.walk(object -> fail("stored " + object));
        }
    }

    private static ObjectOptions inClass(String storageClass) {
        return new ObjectOptions(
                Optional.of(storageClass), Optional.empty(), Optional.empty(), Optional.empty(), "Standard");
    }

    private static ObjectKey put(S3ObjectStore store, int size) {
        ObjectKey key = ObjectStoreContract.newKey();
        try (ObjectWriter writer = store.create(key)) {
            writer.write(ObjectStoreContract.bytes(size), 0, size);
            writer.commit();
        }
        return key;
    }

    private static void assertFails(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(code);
    }
}
