package org.muniment.store.s3;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.Availability;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket, by key below {@code objects/}; {@code quarantine/} has a marker for each that is out of sight. What is being written has
 * no key yet.
 *
 * <p>Opening the store sends nothing: an archive starts, and serves what is elsewhere, while a bucket is out of reach.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {

    static final String OBJECTS = "objects/";
    static final String QUARANTINE = "quarantine/";

    private static final Logger LOG = LoggerFactory.getLogger(S3ObjectStore.class);

    private final S3StoreConfig config;
    private final S3Connection connection;
    private final S3Deletion deletion;
    private final S3Quarantine quarantine;
    private final S3Mark mark;
    private final Clock clock;

    public S3ObjectStore(S3StoreConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        connection = new S3Connection(config);
        deletion = new S3Deletion(config, connection);
        quarantine = new S3Quarantine(this);
        mark = new S3Mark(config, connection);
    }

    public S3ObjectStore(S3StoreConfig config) {
        this(config, Clock.systemUTC());
    }

    S3StoreConfig config() {
        return config;
    }

    S3Connection connection() {
        return connection;
    }

    S3Client client() {
        return connection.client();
    }

    public String bucket() {
        return config.bucket();
    }

    String path(ObjectKey key) {
        return config.prefix() + OBJECTS + key.path();
    }

    @Override
    public String name() {
        return config.name();
    }

    /** By which an archive knows its own again. */
    public S3Mark mark() {
        return mark;
    }

    /** Whether the bucket answers. */
    public void check() {
        connection.requireBucket();
    }

    @Override
    public ObjectWriter create(ObjectKey key) {
        return new S3ObjectWriter(this, key, path(key));
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (quarantine.hides(key)) throw missing(key);
        if (length == 0) {
            if (head(path(key)).isEmpty()) throw missing(key);
            return InputStream.nullInputStream();
        }
        try {
            return new S3Range(client().getObject(request -> {
                request.bucket(bucket()).key(path(key));
                if (offset > 0 || length < Long.MAX_VALUE) request.range(range(offset, length));
            }));
        } catch (AwsServiceException e) {
            if (S3Connection.code(e).equals("NoSuchKey")) throw missing(key);
            if (e.statusCode() == 416) return InputStream.nullInputStream(); // begins behind the object's end
            throw connection.failed("can't be read", e);
        } catch (SdkException e) {
            throw connection.failed("can't be read", e);
        }
    }

    /** The value of a Range header, RFC 9110 section 14.1.2. */
    private static String range(long offset, long length) {
        return "bytes=" + offset + "-" + (length > Long.MAX_VALUE - offset ? "" : offset + length - 1);
    }

    private ArchiveException missing(ObjectKey key) {
        return new ArchiveException(ErrorCode.NOT_FOUND, "store " + name() + " has no " + key);
    }

    @Override
    public Optional<ObjectInfo> find(ObjectKey key) {
        if (quarantine.hides(key)) return Optional.empty();
        return head(path(key)).map(head -> new ObjectInfo(key, head.contentLength(), head.lastModified()));
    }

    /** What the service says of {@code path}, without its bytes. */
    Optional<HeadObjectResponse> head(String path) {
        try {
            return Optional.of(
                    client().headObject(request -> request.bucket(bucket()).key(path)));
        } catch (AwsServiceException e) {
            if (e.statusCode() != 404) throw connection.failed("can't be read", e);
            connection.requireBucket();
            return Optional.empty();
        } catch (SdkException e) {
            throw connection.failed("can't be read", e);
        }
    }

    @Override
    public Availability availability(ObjectKey key) {
        return head(path(key)).map(RestoreStatus::of).orElse(Availability.ONLINE);
    }

    @Override
    public void recall(ObjectKey key, Duration keep) {
        if (availability(key).state() == Availability.State.ONLINE) return;
        int days = (int) Math.max(1, Math.min(Integer.MAX_VALUE, (keep.toSeconds() + 86_399) / 86_400));
        try {
            client().restoreObject(
                            request -> request.bucket(bucket()).key(path(key)).restoreRequest(restore -> restore.days(
                                            days)
                                    .glacierJobParameters(
                                            job -> job.tier(config.objects().retrieval()))));
        } catch (AwsServiceException e) {
            if (!S3Connection.code(e).equals("RestoreAlreadyInProgress"))
                throw connection.failed("can't recall " + key, e);
        } catch (SdkException e) {
            throw connection.failed("can't recall " + key, e);
        }
    }

    /** @throws ArchiveException NOT_PERMITTED where the object is locked, or deleting is not allowed at all */
    @Override
    public void delete(ObjectKey key) {
        remove(path(key));
    }

    void remove(String path) {
        deletion.delete(path);
    }

    @Override
    public void walk(Consumer<ObjectInfo> visitor) {
        Set<ObjectKey> hidden = quarantine.refresh();
        list(OBJECTS, object -> {
            if (!hidden.contains(object.key())) visitor.accept(object);
        });
    }

    /** All objects below {@code folder} that have an object's key for a path; others are left alone. */
    void list(String folder, Consumer<ObjectInfo> visitor) {
        String root = config.prefix() + folder;
        connection.call("can't be listed", () -> {
            for (S3Object object : client().listObjectsV2Paginator(
                            request -> request.bucket(bucket()).prefix(root))
                    .contents()) {
                String path = object.key().substring(root.length());
                if (ObjectKey.isKey(path))
                    visitor.accept(new ObjectInfo(new ObjectKey(path), object.size(), object.lastModified()));
            }
            return null;
        });
    }

    @Override
    public void quarantine(ObjectKey key) {
        quarantine.take(key);
    }

    @Override
    public boolean restore(ObjectKey key) {
        return quarantine.giveBack(key);
    }

    @Override
    public long purgeQuarantine(Instant before) {
        return quarantine.purge(before);
    }

    /**
     * Ends uploads that were begun so long ago that whoever began them must have died. Younger ones may be another node's, so that this is to be
     * called now and then, not only before the first write.
     */
    @Override
    public void discardUnfinished() {
        Instant before = clock.instant().minus(config.limits().unfinishedAfter());
        connection.call("can't be tidied", () -> {
            client()
                    .listMultipartUploadsPaginator(
                            request -> request.bucket(bucket()).prefix(config.prefix() + OBJECTS))
                    .uploads()
                    .stream()
                    .filter(upload -> !upload.initiated().isAfter(before))
                    .forEach(this::abort);
            return null;
        });
    }

    private void abort(MultipartUpload upload) {
        try {
            client().abortMultipartUpload(request ->
                    request.bucket(bucket()).key(upload.key()).uploadId(upload.uploadId()));
            LOG.info("Store {}: ended an upload that was begun at {} and left", name(), upload.initiated());
        } catch (AwsServiceException e) {
            if (e.statusCode() != 404) throw e; // ended meanwhile
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
