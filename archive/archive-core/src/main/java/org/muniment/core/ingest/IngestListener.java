package org.muniment.core.ingest;

import java.time.Duration;
import org.muniment.archive.error.ErrorCode;

/** Hears how each ingest ended, on the thread that ran it; for counters and timers. Must be quick and must not throw. */
public interface IngestListener {

    IngestListener NONE = new IngestListener() {};

    default void ended(IngestRequest request, IngestOutcome outcome, Duration took) {}

    default void failed(IngestRequest request, ErrorCode code, Duration took) {}

    /** Tells both. */
    static IngestListener both(IngestListener one, IngestListener other) {
        return new IngestListener() {
            @Override
            public void ended(IngestRequest request, IngestOutcome outcome, Duration took) {
                one.ended(request, outcome, took);
                other.ended(request, outcome, took);
            }

            @Override
            public void failed(IngestRequest request, ErrorCode code, Duration took) {
                one.failed(request, code, took);
                other.failed(request, code, took);
            }
        };
    }
}
