package org.muniment.web.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.muniment.archive.feed.ChangeKind;

/**
 * Whom to tell, and how.
 *
 * @param name lasts
 * @param secret key of the signature, which the receiver has, too
 * @param kinds of changes to tell of; all where empty
 * @param timeout for connecting, and for the answer
 */
public record WebhookTarget(String name, URI url, byte[] secret, Set<ChangeKind> kinds, Duration timeout) {

    /** Bytes; what is much shorter than the digest (RFC 2104 section 3) can be guessed. */
    private static final int SHORTEST_SECRET = 16;

    public WebhookTarget {
        Objects.requireNonNull(name);
        Objects.requireNonNull(url);
        kinds = Set.copyOf(kinds);
        Objects.requireNonNull(timeout);
        if (secret.length < SHORTEST_SECRET)
            throw new IllegalArgumentException(
                    "the secret of webhook " + name + " has less than " + SHORTEST_SECRET + " bytes");
        secret = secret.clone();
    }

    @Override
    public byte[] secret() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookTarget target
                && name.equals(target.name)
                && url.equals(target.url)
                && Arrays.equals(secret, target.secret)
                && kinds.equals(target.kinds)
                && timeout.equals(target.timeout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, url, kinds, timeout);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookTarget[" + name + "]";
    }
}
