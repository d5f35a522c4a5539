package org.muniment.archive.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.muniment.archive.audit.AuditVerification.Anchor;
import org.muniment.archive.object.Sha256;

/**
 * An entry of the trail. Its hash is that of three lines of UTF-8 without a line feed at the end: the hash before it, its number, its text. So
 * {@code printf '%s\n%s\n%s' "$previous" "$sequence" "$text" | sha256sum} prints it.
 *
 * @param sequence from 1, without gaps
 * @param text the event in one line; what was sealed, letter by letter
 * @param previous hash of the entry before; of the first, {@link #NONE}
 */
public record Sealed(long sequence, String text, Sha256 previous, Sha256 hash) {

    /** What stands for the hash before the first. */
    public static final Sha256 NONE = new Sha256("0".repeat(64));

    public Sealed {
        Objects.requireNonNull(text);
        Objects.requireNonNull(previous);
        Objects.requireNonNull(hash);
    }

    public static Sealed first(LifecycleEvent event) {
        return after(new Anchor(0, NONE), event);
    }

    /** The entry that follows this one. */
    public Sealed next(LifecycleEvent event) {
        return after(new Anchor(sequence, hash), event);
    }

    /** The entry that follows that one. */
    public static Sealed after(Anchor previous, LifecycleEvent event) {
        long sequence = previous.sequence() + 1;
        String text = EventText.write(event);
        return new Sealed(sequence, text, previous.hash(), hash(sequence, text, previous.hash()));
    }

    /** Whether its hash is that of what it says. */
    public boolean isWhole() {
        return hash.equals(hash(sequence, text, previous));
    }

    /** @throws org.muniment.archive.error.ArchiveException CORRUPT_OBJECT where its text is no event's */
    public LifecycleEvent event() {
        return EventText.read(text);
    }

    private static Sha256 hash(long sequence, String text, Sha256 previous) {
        byte[] bytes = (previous + "\n" + sequence + "\n" + text).getBytes(StandardCharsets.UTF_8);
        try {
            return new Sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
