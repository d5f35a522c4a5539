package org.muniment.web.access.user;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Hashes passwords and compares them with hashes; each takes some 50 ms on purpose. */
public final class Passwords {

    private static final int COST = 10;
    /** bcrypt reads no further. */
    private static final int MAX_BYTES = 72;

    private static final int MIN_CHARACTERS = 8;
    private static final int RANDOM_BYTES = 15;

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(COST);
    private final String nobodys = bcrypt.encode("nobody has this password");

    /** @throws IllegalArgumentException that says what a password must be */
    public String hash(String password) {
        if (password == null || password.length() < MIN_CHARACTERS || !fits(password))
            throw new IllegalArgumentException(
                    "a password has at least " + MIN_CHARACTERS + " characters and at most " + MAX_BYTES + " bytes");
        return bcrypt.encode(password);
    }

    /** For the first administrator's, which whoever starts the server answers for. */
    public String hashAsGiven(String password) {
        if (!fits(password)) throw new IllegalArgumentException("a password has at most " + MAX_BYTES + " bytes");
        return bcrypt.encode(password);
    }

    /** Takes the same time whether there is such a user or not. */
    public boolean matches(String password, Optional<LocalUser> user) {
        boolean same = bcrypt.matches(
                fits(password) ? password : "",
                user.map(LocalUser::passwordHash).orElse(nobodys));
        return same && user.isPresent() && fits(password) && !password.isEmpty();
    }

    private static boolean fits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** A password nobody guesses: 120 bits, 20 characters. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
