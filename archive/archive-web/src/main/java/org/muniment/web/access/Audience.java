package org.muniment.web.access;

import java.util.Optional;
import java.util.Set;
import org.muniment.web.access.user.Role;

/** For whom a route is. */
public enum Audience {
    ANYONE(null),
    /** Whatever roles they have. */
    SIGNED_IN(null),
    VIEWERS(Role.VIEWER),
    UPLOADERS(Role.UPLOADER),
    ADMINISTRATORS(Role.ADMINISTRATOR);

    private final Role needed;

    Audience(Role needed) {
        this.needed = needed;
    }

    /** The role that opens the route; empty where it takes none. */
    public Optional<Role> needed() {
        return Optional.ofNullable(needed);
    }

    /** @param roles with those they include; of somebody signed in */
    boolean admits(Set<Role> roles) {
        return needed == null || roles.contains(needed);
    }
}
