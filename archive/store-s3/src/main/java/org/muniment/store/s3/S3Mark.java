package org.muniment.store.s3;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The small object {@code <prefix>tier}, which tells whose the objects beside it are. It is readable at any time: in the bucket's default class and
 * without a lock of its own, whatever is asked for the others.
 */
public final class S3Mark {

    static final String NAME = "tier";

    /** For all attempts together, as a server's start may wait for it. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final S3StoreConfig config;
    private final S3Connection connection;

    S3Mark(S3StoreConfig config, S3Connection connection) {
        this.config = config;
        this.connection = connection;
    }

    /** Its key in the bucket. */
    public String path() {
        return config.prefix() + NAME;
    }

    /** Empty where there is none. */
    public Optional<String> read() {
        try {
            return Optional.of(connection
                    .client()
                    .getObjectAsBytes(request -> request.bucket(config.bucket())
                            .key(path())
                            .overrideConfiguration(override -> override.apiCallTimeout(LONGEST)))
                    .asString(StandardCharsets.UTF_8)
                    .strip());
        } catch (AwsServiceException e) {
            if (S3Connection.code(e).equals("NoSuchKey")) return Optional.empty();
            throw unreadable(e);
        } catch (SdkException e) {
            throw unreadable(e);
        }
    }

    /** Never OFFLINE, for which somebody would ask for a recall, as of a study: a mark does not belong into an archive class. */
    private ArchiveException unreadable(SdkException cause) {
        ArchiveException failed = connection.failed("does not tell whose it is, by its object " + path(), cause);
        return new ArchiveException(ErrorCode.STORE_UNAVAILABLE, failed.getMessage(), cause);
    }

    /** Where there is none. One that somebody else wrote meanwhile stays, so that who writes has to read it anew. */
    public void write(String mark) {
        S3StoreConfig.ObjectOptions options = config.objects();
        try {
            connection
                    .client()
                    .putObject(
                            request -> request.bucket(config.bucket())
                                    .key(path())
                                    .contentType("text/plain")
                                    .ifNoneMatch("*")
                                    .serverSideEncryption(options.encryption().orElse(null))
                                    .ssekmsKeyId(options.kmsKey().orElse(null))
                                    .overrideConfiguration(override -> override.apiCallTimeout(LONGEST)),
                            RequestBody.fromString(mark + "\n"));
        } catch (AwsServiceException e) {
            if (e.statusCode() != 412 && e.statusCode() != 409) throw connection.failed("can't be marked", e);
        } catch (SdkException e) {
            throw connection.failed("can't be marked", e);
        }
    }
}
