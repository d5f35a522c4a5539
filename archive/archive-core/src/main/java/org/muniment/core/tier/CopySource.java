package org.muniment.core.tier;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Held;
import org.muniment.archive.tier.Member;

/**
 * The copies of one object for one reader, best first, each tried once. After a failure the index is asked anew: what was found a moment ago may have
 * been released since, and then another is there.
 */
final class CopySource {

    /** Good ones first; then by how likely they are to be right. */
    static final Comparator<Held> BY_STATE =
            Comparator.comparing(held -> held.container().state());

    private static final int LOOKS = 3;

    private final ObjectKey key;
    private final Tiers tiers;
    private final CopyIndex copies;
    private final RecentCopies recent;
    private final CopyListener listener;
    private final Set<UUID> tried = new HashSet<>();
    private final Set<ErrorCode> failures = EnumSet.noneOf(ErrorCode.class);
    private ArchiveException last;
    private Container current;
    private Container missing;

    CopySource(ObjectKey key, Tiers tiers, CopyIndex copies, RecentCopies recent, CopyListener listener) {
        this.key = key;
        this.tiers = tiers;
        this.copies = copies;
        this.recent = recent;
        this.listener = listener;
    }

    static Comparator<Held> order(Tiers tiers) {
        return BY_STATE.thenComparing(
                held -> tiers.find(held.container().tier()).orElse(null),
                Comparator.nullsLast(
                        Comparator.comparing((Tier tier) -> !tier.online()).thenComparing(Tier::rank)));
    }

    /** A range of the next copy. {@code bytes} come of it, or it is damaged. */
    record Range(InputStream in, long bytes) {}

    /**
     * From the best copy not tried yet.
     *
     * @throws ArchiveException where there is none: OFFLINE where a recall would help and nothing else; STORE_UNAVAILABLE; CORRUPT_OBJECT;
     *     NOT_FOUND
     */
    Range next(long offset, long length) {
        while (true) {
            Held held = untried().orElseThrow(this::nothingLeft);
            current = held.container();
            tried.add(current.id());
            try {
                return open(held, offset, length);
            } catch (ArchiveException e) {
                failed(e);
            }
        }
    }

    /** A copy that takes another's place while the index is read may not be in that look, nor the other any more; it is in the next. */
    private Optional<Held> untried() {
        Optional<Held> found = untried(failures.isEmpty() ? recent.holding(key) : copies.holding(key));
        for (int look = 1; found.isEmpty() && look < LOOKS; look++) found = untried(copies.holding(key));
        return found;
    }

    private Optional<Held> untried(List<Held> all) {
        tellIfMissing(all);
        return all.stream()
                .filter(held -> held.container().state().isReadable())
                .filter(held -> !tried.contains(held.container().id()))
                .min(order(tiers));
    }

    /** A container that was not found has been released meanwhile, as a rule; where the index still says that it is good, somebody must know. */
    private void tellIfMissing(List<Held> now) {
        Container gone = missing;
        missing = null;
        if (gone == null) return;
        boolean isSaidGood = now.stream()
                .map(Held::container)
                .anyMatch(container -> container.id().equals(gone.id()) && container.state() == CopyState.GOOD);
        if (isSaidGood) listener.unreadable(gone, ErrorCode.NOT_FOUND);
    }

    private Range open(Held held, long offset, long length) {
        Container container = held.container();
        Member member = held.member();
        ObjectStore store = tiers.get(container.tier()).store();
        if (container.state() != CopyState.GOOD) requireDigest(store, container, member);
        long bytes = Math.max(0, Math.min(length, member.length() - offset));
        InputStream in = bytes == 0
                ? InputStream.nullInputStream()
                : store.open(container.location().key(), member.offset() + offset, bytes);
        return new Range(in, bytes);
    }

    /** Nobody is given bytes of a container that failed a check unless this very instance is unharmed, however long that takes. */
    private static void requireDigest(ObjectStore store, Container container, Member member) {
        try (InputStream in = store.open(container.location().key(), member.offset(), member.length())) {
            if (!Digests.of(in).equals(member.digest()))
                throw new ArchiveException(
                        ErrorCode.CORRUPT_OBJECT,
                        "object " + member.object() + " is damaged in " + container.location());
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, container.location() + " can't be read", e);
        }
    }

    /** The copy that was read last could not be read to its end. */
    void failed(ArchiveException failure) {
        failures.add(failure.code());
        last = failure;
        if (failure.code() == ErrorCode.NOT_FOUND) missing = current;
        else if (current != null && failure.code() != ErrorCode.OFFLINE) listener.unreadable(current, failure.code());
    }

    private ArchiveException nothingLeft() {
        if (failures.contains(ErrorCode.STORE_UNAVAILABLE))
            return told(ErrorCode.STORE_UNAVAILABLE, "object " + key + " can't be read now");
        if (failures.contains(ErrorCode.OFFLINE)) return told(ErrorCode.OFFLINE, "object " + key + " is offline");
        if (failures.contains(ErrorCode.CORRUPT_OBJECT))
            return told(ErrorCode.CORRUPT_OBJECT, "object " + key + " is damaged wherever it is");
        return last != null && last.code() != ErrorCode.NOT_FOUND
                ? last
                : told(ErrorCode.NOT_FOUND, "no tier has " + key);
    }

    private ArchiveException told(ErrorCode code, String message) {
        return new ArchiveException(code, message, last);
    }
}
