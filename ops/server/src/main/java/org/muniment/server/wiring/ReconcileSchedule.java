package org.muniment.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muniment.archive.error.ArchiveException;
import org.muniment.core.patient.PatientService;
import org.muniment.core.reconcile.ReconcileReport;
import org.muniment.core.reconcile.Reconciler;
import org.muniment.server.config.ReconcileSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the reconciler now and then, before it what is to be gone through again of patients, and counts its runs in {@code muniment.reconcile.runs} by outcome: clean, alarming
 * (somebody has to act; the log says on what), stopped (a part was unavailable; the next run does the rest) or failed.
 */
final class ReconcileSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileSchedule.class);
    private static final long STOP_SECONDS = 10;

    private final Reconciler reconciler;
    private final PatientService patients;
    private final Duration grace;
    private final MeterRegistry registry;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "reconciler"));

    ReconcileSchedule(
            Reconciler reconciler, PatientService patients, ReconcileSettings settings, MeterRegistry registry) {
        this.reconciler = reconciler;
        this.patients = patients;
        this.grace = settings.grace();
        this.registry = registry;
        thread.scheduleWithFixedDelay(
                this::run, settings.firstAfter().toMillis(), settings.every().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        registry.counter("muniment.reconcile.runs", "outcome", outcome()).increment();
    }

    private String outcome() {
        try {
            completePatients();
            ReconcileReport report = reconciler.reconcile();
            if (report.stopped().isPresent()) return "stopped";
            return report.isAlarming() ? "alarming" : "clean";
        } catch (RuntimeException e) {
            // The top of this thread: an exception would end the schedule.
            LOG.error("The reconciler failed", e);
            return "failed";
        }
    }

    private void completePatients() {
        try {
            patients.completeUnsettled(grace).forEach(problem -> LOG.error("Not completed: {}", problem));
        } catch (ArchiveException e) {
            LOG.warn("Reconciliations of patients are gone through in the next run: {}", e.getMessage());
        }
    }

    /** A run may be interrupted anywhere without harm. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
