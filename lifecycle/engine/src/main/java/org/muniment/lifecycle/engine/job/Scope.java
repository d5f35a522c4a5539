package org.muniment.lifecycle.engine.job;

import java.util.Arrays;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** What can be paused: {@code all}, a kind of jobs such as {@code migrate}, or {@code tier-<name>} for whatever works at a tier. */
public record Scope(String value) {

    private static final String TIER = "tier-";

    public Scope {
        boolean known = value.equals("all")
                || value.matches(TIER + "[a-z0-9-]{1,40}")
                || Arrays.stream(JobKind.values()).anyMatch(kind -> of(kind).equals(value));
        if (!known)
            throw new ArchiveException(
                    ErrorCode.INVALID_ATTRIBUTE, "only all, a kind of jobs or tier-<name> can be paused");
    }

    private static String of(JobKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Scope all() {
        return new Scope("all");
    }

    public static Scope kind(JobKind kind) {
        return new Scope(of(kind));
    }

    public static Scope tier(String name) {
        return new Scope(TIER + name);
    }

    @Override
    public String toString() {
        return value;
    }
}
