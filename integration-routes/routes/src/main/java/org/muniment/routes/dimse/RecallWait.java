package org.muniment.routes.dimse;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.Recalls;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.Preparation;

/** One operation's wait for studies to be recalled. For one thread. */
final class RecallWait implements Preparation {

    private static final DimseStatus STATUS = DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS;
    private static final DimseStatus TRY_AGAIN = STATUS.withComment("offline and being recalled: try again later");
    private static final DimseStatus GIVEN_UP = STATUS.withComment("offline, and its recall failed");

    private final Recalls recalls;
    private final Set<StudyInstanceUid> left;
    private final String by;
    private final Duration atMost;
    private final Duration interval;
    private final Semaphore places;
    private final long start = System.nanoTime();
    private boolean asked;
    private boolean placed;

    RecallWait(
            Recalls recalls,
            Set<StudyInstanceUid> studies,
            String by,
            Duration atMost,
            Duration interval,
            Semaphore places) {
        this.recalls = recalls;
        this.left = new HashSet<>(studies);
        this.by = by;
        this.atMost = atMost;
        this.interval = interval;
        this.places = places;
    }

    @Override
    public Progress proceed() {
        if (hasFailed()) return new Failed(GIVEN_UP);
        asked = true;
        if (left.isEmpty()) return new Ready();
        Duration rest = atMost.minusNanos(System.nanoTime() - start);
        if (rest.isNegative() || rest.isZero()) return new Failed(TRY_AGAIN);
        if (!placed && !(placed = places.tryAcquire())) return new Failed(TRY_AGAIN);
        return new NotYet(rest.compareTo(interval) < 0 ? rest : interval);
    }

    /** Looks at those that were not ready last time. */
    private boolean hasFailed() {
        try {
            for (Iterator<StudyInstanceUid> each = left.iterator(); each.hasNext(); ) {
                StudyInstanceUid study = each.next();
                RecallState state = asked ? recalls.state(study) : recalls.request(study, by);
                if (state.isReadable()) each.remove();
                else if (state.state() == RecallState.State.FAILED) return true;
            }
            return false;
        } catch (ArchiveException e) {
            if (asked && e.code().isRetryable()) return false; // the next look may succeed
            throw e;
        }
    }

    @Override
    public void end() {
        if (placed) places.release();
        placed = false;
    }
}
