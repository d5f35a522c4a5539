package org.muniment.server.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.lifecycle.MemoryDocumentRegister;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStoreContract;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.s3proxy.ArchiveFront;
import org.muniment.s3proxy.S3ProxyProcess;
import org.muniment.store.s3.S3ObjectStore;
import org.muniment.store.s3.S3StoreConfig;

/** Two archives and one bucket of a real S3 server; an archive is what its index knows. */
class BucketTierTest {

    private static final S3StoreConfig.Limits LIMITS = new S3StoreConfig.Limits(
            S3StoreConfig.Limits.SMALLEST_PART, Duration.ofSeconds(2), Duration.ofSeconds(20), 1, Duration.ofDays(1));

    @TempDir
    static Path home;

    private static S3ProxyProcess s3;
    private static ArchiveFront front;
    private static Path credentials;

    private final String bucket = "bucket-" + UUID.randomUUID();
    private final DocumentRegister ours = new MemoryDocumentRegister();
    private final DocumentRegister theirs = new MemoryDocumentRegister();

    @BeforeAll
    static void startService() throws IOException {
        s3 = S3ProxyProcess.start(home);
        front = ArchiveFront.start(s3.endpoint(), Duration.ofHours(4));
        credentials = Files.writeString(
                home.resolve("credentials"),
                "[default]\naws_access_key_id=" + S3ProxyProcess.IDENTITY + "\naws_secret_access_key="
                        + S3ProxyProcess.CREDENTIAL + "\n");
    }

    @AfterAll
    static void stopService() {
        front.close();
        s3.close();
    }

    @Test
    void shouldRefuseToStartOnAnotherArchivesBucket() throws IOException {
        s3.createBucket(bucket);
        try (S3ObjectStore ourBucket = open("a/");
                S3ObjectStore theirBucket = open("a/");
                S3ObjectStore beside = open("b/")) {
            new BucketTier(ourBucket, new TierMarks(ours)).requireUnlessAway();
            new BucketTier(ourBucket, new TierMarks(ours)).requireUnlessAway(); // the next start
            String mark = Files.readString(s3.buckets().resolve(bucket).resolve("a/tier"));

            assertUnavailable(() -> new BucketTier(theirBucket, new TierMarks(theirs)).requireUnlessAway())
                    .hasMessageContaining("bucket " + bucket)
                    .hasMessageContaining("another archive")
                    .hasMessageContaining("remove the object a/tier");
            assertThat(s3.buckets().resolve(bucket).resolve("a/tier")).hasContent(mark.strip());

            new BucketTier(beside, new TierMarks(theirs)).requireUnlessAway();
        }
    }

    /** As when the endpoint is another service's, which has a bucket of that name. */
    @Test
    void shouldRefuseABucketWithoutTheMarkItHad() throws IOException {
        s3.createBucket(bucket);
        try (S3ObjectStore store = open("")) {
            new BucketTier(store, new TierMarks(ours)).requireUnlessAway();
            Path mark = s3.buckets().resolve(bucket).resolve("tier");
            String was = Files.readString(mark);
            Files.delete(mark);

            assertUnavailable(() -> new BucketTier(store, new TierMarks(ours)).requireUnlessAway())
                    .hasMessageContaining("endpoint")
                    .hasMessageContaining("write the mark into the object tier")
                    .hasMessageContaining(was.strip());
        }
    }

    @Test
    void shouldTouchNothingOfABucketThatWasAwayAtTheStartUntilItKnowsIt() {
        try (S3ObjectStore ourBucket = open("");
                S3ObjectStore theirBucket = open("")) {
            BucketTier tier = new BucketTier(ourBucket, new TierMarks(ours));
            BucketTier other = new BucketTier(theirBucket, new TierMarks(theirs));
            tier.requireUnlessAway(); // there is no such bucket
            other.requireUnlessAway();
            s3.createBucket(bucket);

            ObjectKey container = put(tier);

            assertUnavailable(() -> other.quarantine(container)).hasMessageContaining("another archive");
            assertUnavailable(() -> other.find(container));
            assertUnavailable(() -> other.walk(object -> {}));
            assertUnavailable(() -> put(other));
            assertUnavailable(other::discardUnfinished);
            assertUnavailable(other::check);
            assertThat(other.name()).isEqualTo("cold");
            assertThat(tier.find(container)).isPresent();
        }
    }

    /** Of two that start on an empty bucket at the same moment, the service takes the mark of one. */
    @Test
    void shouldSeeThatAnotherArchiveWasFaster() {
        s3.createBucket(bucket);
        try (S3ObjectStore store = open("")) {
            TierMarks second = new TierMarks(new MemoryDocumentRegister());
            BucketTier tier = new BucketTier(store, second) {
                @Override
                public void writeMark(String mark) {
                    new BucketTier(store, new TierMarks(theirs)).requireUnlessAway();
                    super.writeMark(mark);
                }
            };

            assertUnavailable(tier::requireUnlessAway);
            new BucketTier(store, new TierMarks(theirs)).requireUnlessAway();
        }
    }

    @Test
    void shouldReadTheMarkOfATierThatIsOfflineWithoutARecall() {
        s3.createBucket(bucket);
        S3StoreConfig.ObjectOptions glacier = new S3StoreConfig.ObjectOptions(
                Optional.of("GLACIER"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new S3StoreConfig.ObjectLock("COMPLIANCE", Duration.ofDays(1))),
                "Standard");
        try (S3ObjectStore store = open(front.endpoint(), "", glacier)) {
            new BucketTier(store, new TierMarks(ours)).requireUnlessAway();
            BucketTier restarted = new BucketTier(store, new TierMarks(ours));
            restarted.requireUnlessAway();
            put(restarted);
        }
    }

    private S3ObjectStore open(String prefix) {
        return open(s3.endpoint(), prefix, S3StoreConfig.ObjectOptions.DEFAULT);
    }

    private S3ObjectStore open(URI endpoint, String prefix, S3StoreConfig.ObjectOptions options) {
        return new S3ObjectStore(new S3StoreConfig(
                "cold",
                new S3StoreConfig.Service(Optional.of(endpoint), "eu-central-1", Optional.of(credentials)),
                bucket,
                prefix,
                options,
                LIMITS));
    }

    private static ObjectKey put(BucketTier tier) {
        ObjectKey key = ObjectStoreContract.newKey();
        try (ObjectWriter writer = tier.create(key)) {
            writer.write(new byte[10], 0, 10);
            writer.commit();
        }
        return key;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertUnavailable(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .matches(failure ->
                        failure instanceof ArchiveException thrown && thrown.code() == ErrorCode.STORE_UNAVAILABLE);
    }
}
