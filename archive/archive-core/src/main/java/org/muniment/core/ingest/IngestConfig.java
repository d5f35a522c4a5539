package org.muniment.core.ingest;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of ingest.
 *
 * @param busyTimeout how long to wait for somebody else who is storing the same instance, and for memory
 * @param indexTimeout how long to wait for the index to answer, beyond its own deadlines
 * @param leadLimit bytes that may come before Study and Series Instance UID; they are held in memory until those are known
 * @param spool directory for what has to be held of a header that rules may change, and is too long for memory
 * @param spoolLimit bytes that may be held so of one instance
 */
public record IngestConfig(Duration busyTimeout, Duration indexTimeout, int leadLimit, Path spool, long spoolLimit) {

    /** Longer than any document that is stored in a header; few are held at once, see {@link HeaderMemory}. */
    public static final long SPOOL_LIMIT = 512 << 20;

    /** With the system's directory for temporary files. */
    public IngestConfig(Duration busyTimeout, Duration indexTimeout, int leadLimit) {
        this(busyTimeout, indexTimeout, leadLimit, Path.of(System.getProperty("java.io.tmpdir")), SPOOL_LIMIT);
    }

    public static final IngestConfig DEFAULT =
            new IngestConfig(Duration.ofSeconds(10), Duration.ofSeconds(30), 4 << 20);

    public IngestConfig {
        if (busyTimeout.isNegative() || indexTimeout.isNegative() || indexTimeout.isZero())
            throw new IllegalArgumentException("timeouts must be positive");
        if (leadLimit < 64 << 10) throw new IllegalArgumentException("leadLimit must be at least 64 kB");
        if (spoolLimit < leadLimit) throw new IllegalArgumentException("spoolLimit must be at least leadLimit");
    }
}
