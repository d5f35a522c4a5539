package org.muniment.store.s3;

import java.util.function.Supplier;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** The client of one bucket, and what its failures mean. */
final class S3Connection implements AutoCloseable {

    /** Requests under way at once; more wait for their turn. */
    private static final int CONNECTIONS = 64;

    private final S3StoreConfig config;
    private final S3Client client;

    S3Connection(S3StoreConfig config) {
        this.config = config;
        S3StoreConfig.Limits limits = config.limits();
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(config.service().region()))
                .credentialsProvider(credentials(config.service()))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(limits.connectTimeout())
                        .connectionAcquisitionTimeout(limits.answerTimeout())
                        .socketTimeout(limits.answerTimeout()))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(limits.attempts())
                                .build()))
                // Parts carry their MD5, which every S3 service checks; newer checksums some do not know.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build());
        config.service().endpoint().ifPresent(endpoint -> builder.endpointOverride(endpoint)
                .forcePathStyle(true));
        client = builder.build();
    }

    private static AwsCredentialsProvider credentials(S3StoreConfig.Service service) {
        if (service.credentials().isEmpty())
            return DefaultCredentialsProvider.builder().build();
        return ProfileCredentialsProvider.builder()
                .profileName("default")
                .profileFile(ProfileFileSupplier.reloadWhenModified(
                        service.credentials().get(), software.amazon.awssdk.profiles.ProfileFile.Type.CREDENTIALS))
                .build();
    }

    S3Client client() {
        return client;
    }

    /** Runs one request; its failure is told as {@link #failed}. */
    <T> T call(String problem, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failed(problem, e);
        }
    }

    /** What a failure means to the archive. An answer that there is no such key is the caller's to expect, not a failure. */
    ArchiveException failed(String problem, SdkException cause) {
        String text = "store " + config.name() + " " + problem + ": ";
        if (!(cause instanceof AwsServiceException answer))
            return new ArchiveException(ErrorCode.STORE_UNAVAILABLE, text + cause.getMessage(), cause);
        ErrorCode code =
                switch (code(answer)) {
                    case "InvalidObjectState" -> ErrorCode.OFFLINE;
                    case "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull" -> ErrorCode.OUT_OF_SPACE;
                    default -> answer.statusCode() == 507 ? ErrorCode.OUT_OF_SPACE : ErrorCode.STORE_UNAVAILABLE;
                };
        return new ArchiveException(code, text + "HTTP " + answer.statusCode() + " " + code(answer), cause);
    }

    /** The service's name for the error; empty where the answer had no body, as those to HEAD. */
    static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    /**
     * To be called after an answer of 404 that did not say what is missing, as those to HEAD: that a bucket is missing must never be taken for
     * missing objects, as whoever looks after copies would think them lost.
     */
    void requireBucket() {
        call("is out of reach", () -> client.headBucket(request -> request.bucket(config.bucket())));
    }

    @Override
    public void close() {
        client.close();
    }
}
