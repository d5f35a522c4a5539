package org.muniment.archive.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.object.Sha256;

/**
 * Whether the trail is what was written. An entry that was changed, removed, put in or moved breaks the chain at its place, and a trail cut
 * short is shorter than it is known to have been. Who rewrites all of it from an edit on makes a chain that holds: that is found by an
 * {@link Anchor}, the number and hash of an entry that somebody kept elsewhere (the log, an export, a certificate).
 *
 * @param entries how many were there
 * @param last of them, if any
 * @param findings the first {@value #MOST}, by number; none in a trail that holds
 */
public record AuditVerification(long entries, Optional<Anchor> last, List<Finding> findings) {

    static final int MOST = 100;

    /** An entry as somebody noted it. */
    public record Anchor(long sequence, Sha256 hash) {
        public Anchor {
            Objects.requireNonNull(hash);
        }
    }

    /** What is wrong at a place of the trail. */
    public record Finding(long sequence, String what) {}

    public AuditVerification {
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return findings.isEmpty();
    }

    /** Reads the whole trail, holding one entry at a time. */
    public static AuditVerification of(AuditTrail trail, List<Anchor> anchors) {
        long atLeast = trail.length();
        try (Stream<Sealed> entries = trail.read(1)) {
            return of(entries, atLeast, anchors);
        }
    }

    /**
     * @param atLeast how many entries there are to be
     * @param anchors which are to be found in it
     */
    public static AuditVerification of(Stream<Sealed> trail, long atLeast, List<Anchor> anchors) {
        List<Finding> findings = new ArrayList<>();
        List<Anchor> missing = new ArrayList<>(anchors);
        long count = 0;
        long expected = 1;
        Sha256 previous = Sealed.NONE;
        for (Iterator<Sealed> entries = trail.iterator(); entries.hasNext(); count++) {
            Sealed entry = entries.next();
            if (entry.sequence() != expected)
                note(findings, expected, "entries " + expected + " to " + (entry.sequence() - 1) + " are missing");
            else if (!entry.previous().equals(previous))
                note(findings, expected, "does not follow the entry before it");
            if (!entry.isWhole()) note(findings, entry.sequence(), "was changed: its hash is another");
            check(missing, entry, findings);
            previous = entry.hash();
            expected = entry.sequence() + 1;
        }
        if (expected <= atLeast) note(findings, expected, "entries " + expected + " to " + atLeast + " are missing");
        for (Anchor anchor : missing) note(findings, anchor.sequence(), "is missing, though somebody noted it");
        return new AuditVerification(
                count,
                count == 0 ? Optional.empty() : Optional.of(new Anchor(expected - 1, previous)),
                Collections.unmodifiableList(findings));
    }

    private static void check(List<Anchor> anchors, Sealed entry, List<Finding> findings) {
        anchors.removeIf(anchor -> {
            if (anchor.sequence() != entry.sequence()) return false;
            if (!anchor.hash().equals(entry.hash()))
                note(
                        findings,
                        entry.sequence(),
                        "is not the entry that was noted elsewhere: all from some entry on was written anew");
            return true;
        });
    }

    private static void note(List<Finding> findings, long sequence, String what) {
        if (findings.size() < MOST) findings.add(new Finding(sequence, what));
    }
}
