package org.muniment.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.muniment.s3proxy.ArchiveFront;
import org.muniment.s3proxy.S3ProxyProcess;

/** One S3 server for the tests of a class, with its archive classes in front. */
final class TestServer implements AutoCloseable {

    static final S3StoreConfig.Limits LIMITS = new S3StoreConfig.Limits(
            S3StoreConfig.Limits.SMALLEST_PART, Duration.ofSeconds(2), Duration.ofSeconds(20), 3, Duration.ofDays(1));

    final S3ProxyProcess process;
    final ArchiveFront front;
    private final Path credentials;

    TestServer(Path home) {
        process = S3ProxyProcess.start(home);
        front = ArchiveFront.start(process.endpoint(), Duration.ofHours(4));
        try {
            credentials = Files.writeString(
                    home.resolve("credentials"),
                    "[default]\naws_access_key_id=" + S3ProxyProcess.IDENTITY + "\naws_secret_access_key="
                            + S3ProxyProcess.CREDENTIAL + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String newBucket() {
        String bucket = "bucket-" + UUID.randomUUID();
        process.createBucket(bucket);
        return bucket;
    }

    /** A store straight on the server. */
    S3ObjectStore store(String bucket) {
        return new S3ObjectStore(config(process.endpoint(), bucket, S3StoreConfig.ObjectOptions.DEFAULT, LIMITS));
    }

    /** A store behind the front. */
    S3ObjectStore archive(String bucket, S3StoreConfig.ObjectOptions options) {
        return new S3ObjectStore(config(front.endpoint(), bucket, options, LIMITS));
    }

    S3ObjectStore store(String bucket, S3StoreConfig.Limits limits, Clock clock) {
        return new S3ObjectStore(
                config(process.endpoint(), bucket, S3StoreConfig.ObjectOptions.DEFAULT, limits), clock);
    }

    private S3StoreConfig config(
            URI endpoint, String bucket, S3StoreConfig.ObjectOptions options, S3StoreConfig.Limits limits) {
        return new S3StoreConfig(
                "cold",
                new S3StoreConfig.Service(Optional.of(endpoint), "eu-central-1", Optional.of(credentials)),
                bucket,
                "muniment/",
                options,
                limits);
    }

    @Override
    public void close() {
        front.close();
        process.close();
    }
}
