package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The storage tiers. The first is always {@code hot}, the store what is received is written to.
 *
 * @param lower the others, in the order in which readers ask them
 */
public record TiersSettings(@NotNull @DefaultValue List<@Valid Lower> lower) {

    private static final DataSize RESERVE = DataSize.ofMegabytes(256);

    public TiersSettings {
        if (lower.isEmpty()) lower = List.of(files("warm"), files("cold"));
    }

    private static Lower files(String name) {
        return new Lower(name, Path.of(name), RESERVE, null);
    }

    @AssertTrue(message = "must have names of their own, and none may be hot")
    boolean isEachNamedOnce() {
        return lower.stream()
                        .map(Lower::name)
                        .filter(name -> !"hot".equals(name))
                        .distinct()
                        .count()
                == lower.size();
    }

    /**
     * A tier below the hot one.
     *
     * @param name lasts: what lies there is known by it
     * @param path directory of a tier of files; a relative one lies under the home
     * @param reserve free space a tier of files leaves
     * @param s3 the bucket of a tier on S3
     */
    public record Lower(
            @NotNull @Pattern(regexp = "[a-z0-9-]{1,40}") String name,
            Path path,
            @NotNull @DefaultValue("256MB") DataSize reserve,
            @Valid S3 s3) {

        @AssertTrue(message = "needs either path or s3")
        boolean isSomewhere() {
            return (path == null) != (s3 == null);
        }
    }

    /**
     * A bucket, which must exist.
     *
     * @param endpoint of a service other than Amazon's
     * @param prefix what all keys begin with
     * @param credentialsFile in the form of ~/.aws/credentials, profile "default"; without it what the environment gives
     * @param storageClass such as STANDARD_IA, GLACIER, DEEP_ARCHIVE; empty for the bucket's default
     * @param encryption AES256 or aws:kms; empty for the bucket's default
     * @param kmsKey of aws:kms; empty for the account's own
     * @param lockMode of object lock: GOVERNANCE or COMPLIANCE; empty for none
     * @param lockFor how long objects are locked
     * @param retrieval how fast what is offline is brought back: Expedited, Standard or Bulk
     * @param capacity what may be kept there; 0 for no limit
     * @param partSize of one request of an upload, held in memory by each writer
     * @param connectTimeout for a connection
     * @param answerTimeout for the next bytes of an answer
     * @param attempts of one request
     * @param unfinishedAfter the age at which an upload is taken for one that a dead process left
     */
    public record S3(
            @NotNull @Pattern(regexp = "(https?://.+)?", message = "must be http: or https:") @DefaultValue("")
                    String endpoint,
            @NotBlank @DefaultValue("us-east-1") String region,
            @NotBlank String bucket,
            @NotNull
                    @Pattern(regexp = "([A-Za-z0-9._-]+/)*", message = "must be empty or end with a slash")
                    @DefaultValue("")
                    String prefix,
            Path credentialsFile,
            @NotNull @DefaultValue("") String storageClass,
            @NotNull @Pattern(regexp = "(AES256|aws:kms)?") @DefaultValue("") String encryption,
            @NotNull @DefaultValue("") String kmsKey,
            @NotNull @Pattern(regexp = "(GOVERNANCE|COMPLIANCE)?") @DefaultValue("") String lockMode,
            @NotNull @DefaultValue("0s") Duration lockFor,
            @NotNull @Pattern(regexp = "Expedited|Standard|Bulk") @DefaultValue("Standard") String retrieval,
            @NotNull @DefaultValue("0B") DataSize capacity,
            @NotNull @DefaultValue("16MB") DataSize partSize,
            @NotNull @DurationMin(millis = 100) @DefaultValue("5s") Duration connectTimeout,
            @NotNull @DurationMin(millis = 100) @DefaultValue("60s") Duration answerTimeout,
            @Min(1) @Max(20) @DefaultValue("4") int attempts,
            @NotNull @DurationMin(minutes = 1) @DefaultValue("1d") Duration unfinishedAfter) {

        @AssertTrue(message = "lock-mode and lock-for go together")
        boolean isLockWhole() {
            return lockMode.isEmpty() != lockFor.toMillis() > 0;
        }

        @AssertTrue(message = "part-size must be at least 5MB and less than 2GB")
        boolean isPartSizeTaken() {
            return partSize.toBytes() >= 5 << 20 && partSize.toBytes() < Integer.MAX_VALUE;
        }

        @AssertTrue(message = "kms-key needs encryption aws:kms")
        boolean isKeyOfKms() {
            return kmsKey.isEmpty() || encryption.equals("aws:kms");
        }
    }
}
