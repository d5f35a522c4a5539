package org.muniment.lifecycle.engine.copies;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.object.Availability;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.engine.job.StepOutcome;

/** Has containers made readable that lie on tiers which are not, as far as instances are nowhere else. */
public final class OfflineCopies {

    private final Tiers tiers;
    private final Duration keep;
    private final Duration poll;
    private final Clock clock;

    /**
     * @param keep how long what was recalled is to stay readable on its tier: long enough to be copied
     * @param poll how soon to look again whether it is
     */
    public OfflineCopies(Tiers tiers, Duration keep, Duration poll, Clock clock) {
        this.tiers = tiers;
        this.keep = keep;
        this.poll = poll;
        this.clock = clock;
    }

    public Duration poll() {
        return poll;
    }

    /** Asks for all that is needed to close the gaps and can't be read; asked again it does no harm. The step is to wait meanwhile. */
    public StepOutcome.Later recall(StudyLines lines, Collection<Gap> gaps) {
        Set<ObjectKey> needed = new HashSet<>();
        gaps.forEach(gap -> needed.addAll(gap.missing()));
        lines.lines().stream().filter(CopyLine::online).forEach(line -> needed.removeAll(line.good()));
        int asked = 0;
        for (CopyLine line : offline(lines)) {
            if (needed.isEmpty()) break;
            for (Container container : line.containers()) asked += ask(container);
            needed.removeAll(line.good());
        }
        return new StepOutcome.Later(
                clock.instant().plus(poll),
                asked == 0 ? "what was recalled is readable" : asked + " containers are recalled");
    }

    /** The nearest first. */
    private List<CopyLine> offline(StudyLines lines) {
        return lines.lines().stream().filter(line -> !line.online()).toList();
    }

    private int ask(Container container) {
        Optional<Tier> tier = tiers.find(container.tier());
        if (tier.isEmpty() || container.state() == CopyState.WRITING) return 0;
        ObjectKey key = container.location().key();
        Availability there = tier.get().store().availability(key);
        if (there.state() == Availability.State.OFFLINE) tier.get().store().recall(key, keep);
        return there.isReadable() ? 0 : 1;
    }
}
