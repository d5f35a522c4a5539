package org.muniment.store.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A store in a bucket that exists; it is never made.
 *
 * @param name what locations call the store; never changed while it holds objects
 * @param prefix what all its keys begin with: empty, or a name and a slash
 */
public record S3StoreConfig(
        String name, Service service, String bucket, String prefix, ObjectOptions objects, Limits limits) {

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*");

    public S3StoreConfig {
        Objects.requireNonNull(service);
        Objects.requireNonNull(objects);
        Objects.requireNonNull(limits);
        if (name.isBlank()) throw new IllegalArgumentException("name is empty");
        if (bucket.isBlank()) throw new IllegalArgumentException("bucket is empty");
        if (!PREFIX.matcher(prefix).matches()) throw new IllegalArgumentException("not a prefix: " + prefix);
    }

    /**
     * Where the bucket is, and who we are there.
     *
     * @param endpoint of a service that is not Amazon's; its buckets are addressed by path
     * @param credentials a file in the form of ~/.aws/credentials, its profile "default", read again when it changes; without one what the
     *     environment gives: variables, web identity, container, instance
     */
    public record Service(Optional<URI> endpoint, String region, Optional<Path> credentials) {

        public Service {
            Objects.requireNonNull(endpoint);
            Objects.requireNonNull(credentials);
            if (region.isBlank()) throw new IllegalArgumentException("region is empty");
        }
    }

    /**
     * How objects are kept. Values are those of the service; what it does not know it refuses at the first write.
     *
     * @param storageClass such as STANDARD_IA, GLACIER or DEEP_ARCHIVE; empty for the bucket's default
     * @param encryption AES256 or aws:kms; empty for the bucket's default
     * @param kmsKey of aws:kms; empty for the account's own
     * @param lock until when nobody can delete an object, the archive included; the bucket must have object lock
     * @param retrieval how fast an offline object is brought back: Expedited, Standard or Bulk
     */
    public record ObjectOptions(
            Optional<String> storageClass,
            Optional<String> encryption,
            Optional<String> kmsKey,
            Optional<ObjectLock> lock,
            String retrieval) {

        static final Set<String> ARCHIVE_CLASSES = Set.of("GLACIER", "DEEP_ARCHIVE");

        public static final ObjectOptions DEFAULT =
                new ObjectOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "Standard");

        public ObjectOptions {
            Objects.requireNonNull(storageClass);
            Objects.requireNonNull(encryption);
            Objects.requireNonNull(lock);
            Objects.requireNonNull(retrieval);
            Objects.requireNonNull(kmsKey);
            if (kmsKey.isPresent() && !encryption.equals(Optional.of("aws:kms")))
                throw new IllegalArgumentException("a KMS key needs encryption aws:kms");
        }

        /** Whether what is written must be recalled before it can be read. */
        public boolean isOffline() {
            return storageClass.filter(ARCHIVE_CLASSES::contains).isPresent();
        }
    }

    /** @param mode GOVERNANCE, which permitted users can lift, or COMPLIANCE, which nobody can */
    public record ObjectLock(String mode, Duration keep) {

        public ObjectLock {
            if (!mode.equals("GOVERNANCE") && !mode.equals("COMPLIANCE"))
                throw new IllegalArgumentException("not a mode of object lock: " + mode);
            if (keep.isNegative() || keep.isZero()) throw new IllegalArgumentException("locked for no time");
        }
    }

    /**
     * @param partSize bytes of one request of an upload, held in memory by each writer; 10,000 times that is the largest object
     * @param connectTimeout for a connection
     * @param answerTimeout for the next bytes of an answer
     * @param attempts of one request, the first included
     * @param unfinishedAfter the age at which an upload is taken for a dead process's; older than the longest upload of any node
     */
    public record Limits(
            int partSize, Duration connectTimeout, Duration answerTimeout, int attempts, Duration unfinishedAfter) {

        /** What S3 allows for all parts but the last. */
        public static final int SMALLEST_PART = 5 << 20;

        public static final Limits DEFAULT =
                new Limits(16 << 20, Duration.ofSeconds(5), Duration.ofSeconds(60), 4, Duration.ofDays(1));

        public Limits {
            if (partSize < SMALLEST_PART) throw new IllegalArgumentException("parts of less than 5 MiB");
            if (attempts < 1) throw new IllegalArgumentException("no attempt");
            if (unfinishedAfter.isNegative()) throw new IllegalArgumentException("unfinishedAfter is negative");
        }
    }
}
