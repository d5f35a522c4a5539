package org.muniment.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectStoreContract;
import org.muniment.archive.object.ObjectWriter;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

class S3ObjectStoreTest implements ObjectStoreContract {

    /** More than one part, and not a whole number of them. */
    private static final int LARGE = 2 * S3StoreConfig.Limits.SMALLEST_PART + 12_345;

    @TempDir
    static Path home;

    private static TestServer server;

    private String bucket;
    private S3ObjectStore store;

    @BeforeAll
    static void startServer() {
        server = new TestServer(home);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        bucket = server.newBucket();
        store = server.store(bucket);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Test
    void shouldUploadALargeObjectInParts() throws IOException {
        byte[] bytes = ObjectStoreContract.bytes(LARGE);
        ObjectKey key = ObjectStoreContract.newKey();
        try (ObjectWriter writer = store.create(key)) {
            writer.write(bytes, 0, bytes.length);
            assertThat(store.find(key)).isEmpty();
            assertThat(writer.commit().digest()).isEqualTo(ObjectStoreContract.sha256(bytes));
        }
        try (InputStream in = store.open(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThatThrownBy(() -> put(key, LARGE)).isInstanceOf(ArchiveException.class);
        assertThat(uploads()).isEmpty();
        assertThat(server.process.buckets().resolve(bucket + "/muniment/objects/" + key.path()))
                .hasSize(LARGE);
    }

    @Test
    void shouldLeaveNoPartsOfALargeObjectClosedWithoutCommit() {
        try (ObjectWriter writer = store.create(ObjectStoreContract.newKey())) {
            writer.write(ObjectStoreContract.bytes(LARGE), 0, LARGE);
            assertThat(uploads()).hasSize(1);
        }
        assertThat(uploads()).isEmpty();
    }

    @Test
    @SuppressWarnings("resource") // the process that would have closed it has died
    void shouldEndWhatADeadProcessLeftOnceItIsOldEnough() {
        ObjectWriter writer = store.create(ObjectStoreContract.newKey());
        writer.write(ObjectStoreContract.bytes(LARGE), 0, LARGE);
        store.discardUnfinished();
        assertThat(uploads()).as("may be another node's").hasSize(1);
        Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
        try (S3ObjectStore later = server.store(bucket, TestServer.LIMITS, tomorrow)) {
            later.discardUnfinished();
        }
        assertThat(uploads()).isEmpty();
        assertThatThrownBy(writer::commit).isInstanceOf(ArchiveException.class);
    }

    @Test
    void shouldNotTakeAMissingBucketForMissingObjects() {
        try (S3ObjectStore elsewhere = server.store("no-such-bucket")) {
            ObjectKey key = ObjectStoreContract.newKey();
            assertUnavailable(() -> elsewhere.find(key));
            assertUnavailable(() -> elsewhere.open(key));
            assertUnavailable(() -> elsewhere.walk(object -> {}));
            assertUnavailable(() -> elsewhere.availability(key));
            assertUnavailable(elsewhere::check);
        }
    }

    @Test
    void shouldSeeWhatAnotherNodeBroughtBack() {
        ObjectKey key = put(ObjectStoreContract.newKey(), 10);
        store.quarantine(key);
        try (S3ObjectStore other = server.store(bucket)) {
            assertThat(other.find(key)).isEmpty();
            assertThat(other.restore(key)).isTrue();
        }
        assertThat(store.find(key)).isPresent();
    }

    @Test
    void shouldServeAgainWhatItCommittedBeforeTheServerWasKilled() throws IOException {
        ObjectKey key = put(ObjectStoreContract.newKey(), LARGE);
        server.process.kill();
        assertUnavailable(() -> store.find(key));
        assertUnavailable(() -> put(ObjectStoreContract.newKey(), 10));
        server.process.start();
        try (InputStream in = store.open(key)) {
            assertThat(in.readAllBytes()).isEqualTo(ObjectStoreContract.bytes(LARGE));
        }
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    private ObjectKey put(ObjectKey key, int size) {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(ObjectStoreContract.bytes(size), 0, size);
            writer.commit();
        }
        return key;
    }

    private List<String> uploads() {
        return store.client().listMultipartUploads(request -> request.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }
}
