package org.muniment.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.muniment.web.access.user.LocalUser;

/**
 * Which passwords bcrypt has found right lately, so that a client that sends its password with each of a thousand
 * requests does not cost a minute of processor time. Kept is a keyed digest of password and hash together: a changed
 * password is not found, and the memory of the process tells nobody a password. For any number of threads.
 */
final class VerifiedCredentials {

    private static final int MAX_REMEMBERED = 1_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Instant> until = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    VerifiedCredentials(Clock clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    boolean contains(LocalUser user, String password) {
        String digest = digest(user, password);
        synchronized (until) {
            Instant end = until.get(digest);
            return end != null && clock.instant().isBefore(end);
        }
    }

    void add(LocalUser user, String password) {
        String digest = digest(user, password);
        synchronized (until) {
            until.put(digest, clock.instant().plus(REMEMBERED_FOR));
        }
    }

    private String digest(LocalUser user, String password) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update((user.name() + '\0' + user.passwordHash() + '\0').getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
