package org.muniment.core.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** A report in the making. For one thread, but for the request to stop. */
final class Findings {

    private static final int MOST_PROBLEMS = 100;

    long instances;
    long lost;
    long damaged;
    long restored;
    long mended;
    long retired;
    long objects;
    long orphans;
    long unreadable;
    long purged;
    long framed;
    long discarded;
    long containers;
    long abandoned;
    private final List<String> problems = new ArrayList<>();
    private String stopped;

    /** Ends the run early, without harm. */
    static final class Stop extends RuntimeException {
        Stop(String reason) {
            super(reason, null, false, false);
        }
    }

    void problem(String problem) {
        if (problems.size() < MOST_PROBLEMS) problems.add(problem);
    }

    /** Runs one part; where it can't go on, that is noted and the other parts are not run. */
    void run(Runnable part) {
        if (stopped != null) return;
        try {
            part.run();
        } catch (Stop e) {
            stopped = e.getMessage();
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.INTERNAL) throw e;
            stopped = e.code() + ": " + e.getMessage();
        }
    }

    /** To be called with each object and row. */
    void proceed() {
        if (Thread.currentThread().isInterrupted()) throw new Stop("interrupted");
    }

    ReconcileReport report() {
        return new ReconcileReport(
                instances,
                lost,
                damaged,
                restored,
                mended,
                retired,
                objects,
                orphans,
                unreadable,
                purged,
                framed,
                discarded,
                containers,
                abandoned,
                problems,
                Optional.ofNullable(stopped));
    }
}
