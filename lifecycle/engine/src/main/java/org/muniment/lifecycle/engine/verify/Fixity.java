package org.muniment.lifecycle.engine.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.tier.StoredInstance;
import org.muniment.lifecycle.engine.copies.StudyLines;

/** When copies have to be checked again: each within the window since it was checked as far as it could be, or made. */
public final class Fixity {

    private Fixity() {}

    /** When the first of the study's copies has to be checked. */
    public static Instant due(StudyLines lines, Duration window) {
        return Stream.concat(
                        lines.holdings().containers().stream()
                                .filter(container -> container.state() == CopyState.GOOD)
                                .map(container -> due(container, window)),
                        Stream.of(looseDue(lines, window)))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    static Instant due(Container container, Duration window) {
        return Stream.of(container.verifiedAt(), container.seenAt(), Optional.of(container.madeAt()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(window);
    }

    /** The digest of a loose file is taken while it is received. */
    static Instant looseDue(StudyLines lines, Duration window) {
        return lines.holdings().instances().stream()
                .filter(instance -> lines.looseGood().contains(instance.key()))
                .map(StoredInstance::receivedAt)
                .map(received ->
                        lines.notes().looseVerified().filter(received::isBefore).orElse(received))
                .min(Comparator.naturalOrder())
                .map(first -> first.plus(window))
                .orElse(Instant.MAX);
    }
}
