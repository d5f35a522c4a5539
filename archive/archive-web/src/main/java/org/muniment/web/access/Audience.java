package org.muniment.web.access;

import java.util.List;
import java.util.Set;
import org.muniment.web.access.user.Role;

/** For whom a route is. */
public enum Audience {
    ANYONE,
    /** Whatever roles they have. */
    SIGNED_IN,
    VIEWERS(Role.VIEWER),
    UPLOADERS(Role.UPLOADER),
    RECORDS_OFFICERS(Role.RECORDS_OFFICER),
    APPROVERS(Role.APPROVER),
    /** Who decides what is kept and what is destroyed. */
    RECORDS_STAFF(Role.RECORDS_OFFICER, Role.APPROVER),
    /** Who may see how that was decided. */
    RECORDS_READERS(Role.RECORDS_OFFICER, Role.APPROVER, Role.ADMINISTRATOR),
    ADMINISTRATORS(Role.ADMINISTRATOR);

    private final List<Role> needed;

    Audience(Role... needed) {
        this.needed = List.of(needed);
    }

    /** The roles of which each opens the route; empty where it takes none. */
    public List<Role> needed() {
        return needed;
    }

    /** @param roles with those they include; of somebody signed in */
    public boolean admits(Set<Role> roles) {
        return needed.isEmpty() || needed.stream().anyMatch(roles::contains);
    }
}
