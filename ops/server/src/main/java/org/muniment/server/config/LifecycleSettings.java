package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.muniment.dicom.UID;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Moving, checking and recalling studies as policies say.
 *
 * @param policies directory with the files of placement and retention policies
 * @param timeZone in which the days of policies begin; empty for that of the machine
 * @param settle how long nothing must have arrived of a study before it is moved
 * @param evaluateAtLatest after this time a study is looked at again, whatever its dates say
 * @param fixityWindow within which each copy is read and checked
 * @param accessesEvery how often at most it is noted of a study that it was viewed
 * @param recompression in which encoding studies lie where policies want them smaller
 * @param restorable how long a study that is to be destroyed is hidden, and can be had back, before it is
 * @param recall bringing studies back from tiers that are offline
 * @param jobs how this node works at jobs
 */
public record LifecycleSettings(
        @NotNull @DefaultValue("config/policies") Path policies,
        @NotNull @DefaultValue("") String timeZone,
        @NotNull @DurationMin @DefaultValue("10m") Duration settle,
        @NotNull @DurationMin(minutes = 1) @DefaultValue("30d") Duration evaluateAtLatest,
        @NotNull @DurationMin(minutes = 1) @DefaultValue("180d") Duration fixityWindow,
        @NotNull @DurationMin(millis = 1) @DefaultValue("1h") Duration accessesEvery,
        @NotNull @DefaultValue("jpeg-ls") Recompression recompression,
        @NotNull @DurationMin @DefaultValue("30d") Duration restorable,
        @NotNull @Valid @DefaultValue Recall recall,
        @NotNull @Valid @DefaultValue Jobs jobs) {

    @AssertTrue(message = "must be a time zone such as Europe/Berlin")
    boolean isZoneKnown() {
        try {
            zone();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    public ZoneId zone() {
        return timeZone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(timeZone);
    }

    /** Lossless encodings; NONE leaves everything as it was received. */
    public enum Recompression {
        NONE(null),
        JPEG_LS(UID.JPEGLSLossless),
        HTJ2K(UID.HTJ2KLossless);

        private final String transferSyntaxUid;

        Recompression(String transferSyntaxUid) {
            this.transferSyntaxUid = transferSyntaxUid;
        }

        public Optional<String> transferSyntax() {
            return Optional.ofNullable(transferSyntaxUid);
        }
    }

    /**
     * @param stay how long at least a study that was recalled stays on the hot tier
     * @param keep how long a recalled object is asked to stay readable on its own tier, in which time it must have been copied
     * @param poll how often is looked whether it can be read
     * @param retryAfter when whoever waits is told to ask again
     */
    public record Recall(
            @NotNull @DurationMin @DefaultValue("3d") Duration stay,
            @NotNull @DurationMin(hours = 1) @DefaultValue("2d") Duration keep,
            @NotNull @DurationMin(millis = 100) @DefaultValue("5m") Duration poll,
            @NotNull @DurationMin(seconds = 1) @DefaultValue("2m") Duration retryAfter) {}

    /**
     * @param workers jobs worked at beside one another
     * @param lease how long a node that fell silent keeps its jobs
     * @param poll how soon jobs are found that another node submitted
     * @param firstRetry the pause before a step that failed is tried again; each is twice as long as the last
     * @param mostRetry the longest such pause
     * @param attempts of a step before its job is parked
     * @param evaluations studies looked at beside one another
     * @param windows {@code KIND=HH:MM-HH:MM}: when jobs of a kind are worked at
     * @param tiers how much work a tier takes
     */
    public record Jobs(
            @Min(1) @Max(64) @DefaultValue("2") int workers,
            @NotNull @DurationMin(seconds = 5) @DefaultValue("30s") Duration lease,
            @NotNull @DurationMin(millis = 10) @DefaultValue("1s") Duration poll,
            @NotNull @DurationMin(millis = 100) @DefaultValue("5s") Duration firstRetry,
            @NotNull @DurationMin(millis = 100) @DefaultValue("10m") Duration mostRetry,
            @Min(1) @DefaultValue("12") int attempts,
            @Min(1) @Max(64) @DefaultValue("2") int evaluations,
            @NotNull @DefaultValue
                    List<
                                    @Pattern(
                                            regexp =
                                                    "(migrate|recall|verify|repair|dispose)=\\d\\d:\\d\\d-\\d\\d:\\d\\d",
                                            message = "must be like migrate=20:00-06:00")
                                    String>
                            windows,
            @NotNull @DefaultValue List<@Valid TierLimit> tiers) {}

    /**
     * @param name the tier's
     * @param concurrent jobs at it beside one another on this node
     * @param bandwidth bytes per second of this node; 0 for no limit
     */
    public record TierLimit(
            @NotBlank String name,
            @Min(1) @DefaultValue("2147483647") int concurrent,
            @NotNull @DefaultValue("0B") DataSize bandwidth) {}
}
