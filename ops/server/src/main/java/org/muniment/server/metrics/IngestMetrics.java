package org.muniment.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import org.muniment.archive.error.ErrorCode;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestRequest;

/**
 * {@code muniment.ingest}: how often and how fast instances were taken in, by outcome (stored, alreadystored, replaced,
 * kept, rejected) or error code.
 */
public final class IngestMetrics implements IngestListener {
    private static final String TIMER = "muniment.ingest";

    private final MeterRegistry registry;

    public IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(IngestRequest request, IngestOutcome outcome, Duration took) {
        record(outcome.getClass().getSimpleName(), took);
    }

    @Override
    public void failed(IngestRequest request, ErrorCode code, Duration took) {
        record(code.name(), took);
    }

    private void record(String outcome, Duration took) {
        registry.timer(TIMER, "outcome", outcome.toLowerCase(Locale.ROOT)).record(took);
    }
}
