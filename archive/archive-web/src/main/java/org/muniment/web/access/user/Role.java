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
    /** Sees why studies are kept and for how long; puts policies in force, places and releases holds, proposes and reviews destruction. */
    RECORDS_OFFICER,
    /** Approves or refuses the destruction that another person has reviewed. */
    APPROVER,
    /** Finds, retrieves and stores, sees and restores what was rejected, manages users and looks after the server. */
    ADMINISTRATOR;

    /** This role with those it includes. Who looks after the server has no say in what is kept and what is destroyed. */
    public Set<Role> included() {
        return this == ADMINISTRATOR ? EnumSet.of(VIEWER, UPLOADER, ADMINISTRATOR) : EnumSet.of(this);
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
