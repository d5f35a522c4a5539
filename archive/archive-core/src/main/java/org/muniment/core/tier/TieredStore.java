package org.muniment.core.tier;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.Availability;
import org.muniment.archive.object.ForwardingObjectStore;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Held;

/**
 * All tiers as one store, under the name of the hot one. What is received is written to the hot tier as a loose file; what has none there any more
 * is read from the best container that holds it. Who reads need not know where an instance lies, nor that it is being moved: a copy is released
 * only when another is good, so whoever finds one gone looks again and finds the other, at any byte of the file.
 *
 * <p>An object on offline tiers only is there, but opening it fails with OFFLINE. To write, delete and list is about loose files alone.
 */
public final class TieredStore extends ForwardingObjectStore {

    private final Tiers tiers;
    private final CopyIndex copies;
    private final CopyListener listener;
    private final ObjectStore loose;
    private final RecentCopies recent;

    public TieredStore(Tiers tiers, CopyIndex copies, CopyListener listener) {
        super(tiers.hot().store());
        this.tiers = tiers;
        this.copies = copies;
        this.listener = listener;
        this.loose = tiers.hot().store();
        this.recent = new RecentCopies(copies, System::nanoTime);
    }

    /** The hot tier's own store, which knows nothing of containers' members. */
    public ObjectStore loose() {
        return loose;
    }

    public Tiers tiers() {
        return tiers;
    }

    public CopyIndex copies() {
        return copies;
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (!key.isInstance()) return loose.open(key, offset, length);
        CopySource source = new CopySource(key, tiers, copies, recent, listener);
        try {
            return CopyStream.ofLooseFile(source, loose.open(key, offset, length), offset, length);
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.NOT_FOUND) source.failed(e);
            return CopyStream.ofContainers(source, offset, length);
        }
    }

    @Override
    public Optional<ObjectInfo> find(ObjectKey key) {
        Optional<ObjectInfo> file = loose.find(key);
        if (file.isPresent() || !key.isInstance()) return file;
        return copies.holding(key).stream()
                .filter(held -> held.container().state().isReadable())
                .min(CopySource.BY_STATE)
                .map(held -> new ObjectInfo(
                        key, held.member().length(), held.container().madeAt()));
    }

    /** The best of its copies; ONLINE also where there is none. */
    @Override
    public Availability availability(ObjectKey key) {
        if (!key.isInstance() || loose.find(key).isPresent()) return Availability.ONLINE;
        return copies.holding(key).stream()
                .map(held -> availability(held.container()))
                .min(Comparator.comparing((Availability a) -> !a.isReadable())
                        .thenComparing(a -> a.state() == Availability.State.OFFLINE)
                        .thenComparing(a -> a.until().orElse(Instant.MAX), Comparator.reverseOrder()))
                .orElse(Availability.ONLINE);
    }

    private Availability availability(Container container) {
        Optional<Tier> tier = tiers.find(container.tier());
        if (tier.isEmpty()) return Availability.OFFLINE;
        return tier.get().online()
                ? Availability.ONLINE
                : tier.get().store().availability(container.location().key());
    }

    /** Recalls one container that holds the object, where no copy is readable. */
    @Override
    public void recall(ObjectKey key, Duration keep) {
        if (availability(key).isReadable()) return;
        List<Held> held = copies.holding(key).stream()
                .filter(copy -> tiers.find(copy.container().tier()).isPresent())
                .sorted(CopySource.order(tiers))
                .toList();
        if (held.isEmpty()) return;
        Container best = held.get(0).container();
        tiers.get(best.tier()).store().recall(best.location().key(), keep);
    }

    /** Whether an instance lies in containers only, and in fewer than two good ones: what it was made of, or was before, may be needed once more. */
    public boolean isScarce(ObjectKey key) {
        if (loose.find(key).isPresent()) return false;
        return copies.holding(key).stream()
                        .filter(held -> held.container().state() == CopyState.GOOD)
                        .count()
                < 2;
    }
}
