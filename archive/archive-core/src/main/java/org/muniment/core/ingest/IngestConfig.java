package org.muniment.core.ingest;

import java.time.Duration;

/**
 * Limits of ingest.
 *
 * @param busyTimeout how long to wait for somebody else who is storing the same instance
 * @param indexTimeout how long to wait for the index to answer, beyond its own deadlines
 */
public record IngestConfig(Duration busyTimeout, Duration indexTimeout) {

    public static final IngestConfig DEFAULT = new IngestConfig(Duration.ofSeconds(10), Duration.ofSeconds(30));

    public IngestConfig {
        if (busyTimeout.isNegative() || indexTimeout.isNegative() || indexTimeout.isZero())
            throw new IllegalArgumentException("timeouts must be positive");
    }
}
