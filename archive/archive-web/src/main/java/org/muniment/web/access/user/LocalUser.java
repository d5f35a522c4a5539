package org.muniment.web.access.user;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A user known to this server alone.
 *
 * @param name letters, digits and {@code . _ @ + -}; compared as it is written
 * @param passwordHash bcrypt, as {@code $2a$10$…}
 * @param roles at least one
 */
public record LocalUser(String name, String passwordHash, Set<Role> roles) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,64}");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

    /** @throws IllegalArgumentException that says what is wrong */
    public LocalUser {
        Objects.requireNonNull(passwordHash);
        requireName(name);
        if (!BCRYPT.matcher(passwordHash).matches())
            throw new IllegalArgumentException("the password is no bcrypt hash");
        if (roles.isEmpty()) throw new IllegalArgumentException("a user needs a role");
        roles = Set.copyOf(EnumSet.copyOf(roles));
    }

    static void requireName(String name) {
        if (name == null || !NAME.matcher(name).matches())
            throw new IllegalArgumentException("a user name is 1 to 64 letters, digits and . _ @ + -");
    }

    public boolean isAdministrator() {
        return roles.contains(Role.ADMINISTRATOR);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return name + roles;
    }
}
