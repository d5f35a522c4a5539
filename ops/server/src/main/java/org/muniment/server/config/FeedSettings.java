package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMin;
import org.muniment.archive.feed.ChangeKind;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The change feed and those who are told of changes.
 *
 * @param targetRetry longest pause before a target that does not answer is tried again
 * @param studyRetry longest pause before a study that a target did not take is tried again
 * @param attempts how often a study is tried before it is parked
 * @param lease how long a node may be silent before another delivers in its place
 * @param poll how often the feed is looked at
 * @param webhooks whom to tell over HTTP
 */
public record FeedSettings(
        @NotNull @DurationMin(millis = 100) @DefaultValue("1m") Duration targetRetry,
        @NotNull @DurationMin(millis = 100) @DefaultValue("5m") Duration studyRetry,
        @Min(1) @DefaultValue("8") int attempts,
        @NotNull @DurationMin(seconds = 5) @DefaultValue("1m") Duration lease,
        @NotNull @DurationMin(millis = 10) @DefaultValue("1s") Duration poll,
        @DefaultValue List<@Valid Webhook> webhooks) {

    /**
     * @param name lasts: the place in the feed is kept under it
     * @param url http or https
     * @param secretFile holds the key of the signature
     * @param secretEnv environment variable that holds it instead
     * @param kinds of changes to tell of; all where empty
     * @param timeout for connecting, and for the answer
     */
    public record Webhook(
            @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,80}") String name,
            @NotNull URI url,
            Path secretFile,
            @NotNull @DefaultValue("") String secretEnv,
            @DefaultValue List<ChangeKind> kinds,
            @NotNull @DurationMin(millis = 100) @DefaultValue("10s") Duration timeout) {

        @AssertTrue(message = "url must be http: or https:")
        boolean isUrlOfTheWeb() {
            return url == null
                    || url.getHost() != null
                            && url.getScheme() != null
                            && url.getScheme().toLowerCase(Locale.ROOT).matches("https?");
        }

        @AssertTrue(message = "either secret-file or secret-env is needed")
        boolean isSecretSomewhere() {
            return (secretFile != null) != !secretEnv.isEmpty();
        }
    }
}
