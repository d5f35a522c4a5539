package org.muniment.core.ingest;

import java.time.Duration;

/**
 * Limits of ingest.
 *
 * @param busyTimeout how long to wait for somebody else who is storing the same instance, and for memory
 * @param indexTimeout how long to wait for the index to answer, beyond its own deadlines
 * @param leadLimit bytes that may come before Study and Series Instance UID; they are held in memory until those are known
 */
public record IngestConfig(Duration busyTimeout, Duration indexTimeout, int leadLimit) {

    public static final IngestConfig DEFAULT =
            new IngestConfig(Duration.ofSeconds(10), Duration.ofSeconds(30), 4 << 20);

    public IngestConfig {
        if (busyTimeout.isNegative() || indexTimeout.isNegative() || indexTimeout.isZero())
            throw new IllegalArgumentException("timeouts must be positive");
        if (leadLimit < 64 << 10) throw new IllegalArgumentException("leadLimit must be at least 64 kB");
    }
}
