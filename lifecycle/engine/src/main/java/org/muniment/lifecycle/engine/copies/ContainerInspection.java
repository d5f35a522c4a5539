package org.muniment.lifecycle.engine.copies;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;

/** Compares a container with what is known of it, tells what is wrong, and marks it, so that it counts as a copy no more. */
public final class ContainerInspection {

    /** How long a container that was read to its end is believed to be as it was. */
    private static final Duration LATELY = Duration.ofDays(7);

    private final CopyStores copies;
    private final Clock clock;

    public ContainerInspection(CopyStores copies, Clock clock) {
        this.copies = copies;
        this.clock = clock;
    }

    /** Whether it can be read to its end now: what is offline can only be looked at. */
    public boolean isReadable(Container container) {
        return store(container).availability(container.location().key()).isReadable();
    }

    /** Reads all of it where it can be read, else looks whether it is there. @return as {@link #inspect(Container, boolean)} */
    Optional<String> inspect(Container container) {
        return inspect(container, isReadable(container));
    }

    /**
     * Compares it, and notes when: as verified where all of it was read, as seen where it can't be.
     *
     * @param read whether to read all of it, or to look only whether it is there in its full length
     * @return what is wrong with it; empty where nothing is, or it was given up meanwhile
     */
    public Optional<String> inspect(Container container, boolean read) {
        ObjectStore store = store(container);
        ObjectKey key = container.location().key();
        Optional<String> wrong = read
                ? ContainerCheck.read(
                        store, key, container.size(), container.digest().orElseThrow())
                : ContainerCheck.look(store, key, container.size());
        if (wrong.isPresent() && !isStillGood(container)) return Optional.empty();
        wrong.ifPresent(what -> report(container.series().study(), container.tier(), key, what));
        if (wrong.isPresent()) copies.index().update(container.in(CopyState.SUSPECT));
        else if (read) copies.index().update(container.verified(clock.instant()));
        else if (!isReadable(container)) copies.index().update(container.seen(clock.instant()));
        return wrong;
    }

    /** Whether a copy may be given up for the sake of this one: it is there now, and was lately read to its end where it can be read at all. */
    boolean isReliable(Container container) {
        boolean lately = container
                .verifiedAt()
                .filter(at -> at.isAfter(clock.instant().minus(LATELY)))
                .isPresent();
        return inspect(container, !lately && isReadable(container)).isEmpty();
    }

    private ObjectStore store(Container container) {
        return copies.tiers().get(container.tier()).store();
    }

    private boolean isStillGood(Container container) {
        try (Stream<Container> all = copies.index().ofStudy(container.series().study())) {
            return all.anyMatch(now -> now.id().equals(container.id()) && now.state() == CopyState.GOOD);
        }
    }

    /** Tells the trail of a damaged object. */
    public void report(StudyInstanceUid study, String tier, ObjectKey key, String what) {
        copies.audit()
                .append(LifecycleEvent.of(EventKind.DAMAGE_FOUND, clock.instant(), "lifecycle", study)
                        .with("tier", tier)
                        .with("object", key)
                        .with("what", what));
    }
}
