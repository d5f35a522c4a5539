package org.muniment.web.access.user;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller may do over HTTP. Storing does not imply reading: a gateway that sends images in has no business with
 * those of others; who does both has both roles.
 */
public enum Role {
    /** Finds and retrieves what is in the archive and opens it in the viewer. */
    VIEWER,
    /** Stores. */
    UPLOADER,
    /** Does all of that, sees and restores what was rejected, manages users and looks after the server. */
    ADMINISTRATOR;

    /** This role with those it includes. */
    public Set<Role> included() {
        return this == ADMINISTRATOR ? EnumSet.allOf(Role.class) : EnumSet.of(this);
    }

    /** The role of a name, in any case. */
    public static Optional<Role> of(String name) {
        return Arrays.stream(values())
                .filter(r -> r.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** As configuration and files spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
