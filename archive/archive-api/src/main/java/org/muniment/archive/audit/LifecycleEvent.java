package org.muniment.archive.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * Something that happened to a study, or to what governs it.
 *
 * @param at cut to milliseconds
 * @param by who did it: a user, or the part of the archive that acted by itself, such as {@code lifecycle}
 * @param study empty where it is about no single one
 * @param details by names of letters, digits and hyphens. Never a patient's data: the trail outlives the record
 */
public record LifecycleEvent(
        EventKind kind, Instant at, String by, Optional<StudyInstanceUid> study, Map<String, String> details) {

    /** Of all details' names and values, in characters. */
    public static final int LONGEST = 16_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");

    public LifecycleEvent {
        Objects.requireNonNull(kind);
        at = at.truncatedTo(ChronoUnit.MILLIS);
        if (by.isBlank()) throw new IllegalArgumentException("nobody did it");
        Objects.requireNonNull(study);
        SortedMap<String, String> sorted = new TreeMap<>(details);
        int length = by.length();
        for (Map.Entry<String, String> detail : sorted.entrySet()) {
            if (!NAME.matcher(detail.getKey()).matches())
                throw new IllegalArgumentException("not the name of a detail: " + detail.getKey());
            length += detail.getKey().length() + detail.getValue().length();
        }
        if (length > LONGEST) throw new IllegalArgumentException("an event of " + length + " characters");
        details = Collections.unmodifiableSortedMap(sorted);
    }

    public static LifecycleEvent of(EventKind kind, Instant at, String by, StudyInstanceUid study) {
        return new LifecycleEvent(kind, at, by, Optional.of(study), Map.of());
    }

    public static LifecycleEvent of(EventKind kind, Instant at, String by) {
        return new LifecycleEvent(kind, at, by, Optional.empty(), Map.of());
    }

    public LifecycleEvent with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, value.toString());
        return new LifecycleEvent(kind, at, by, study, more);
    }
}
