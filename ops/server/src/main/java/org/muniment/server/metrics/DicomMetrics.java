package org.muniment.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.dicom.net.AssociationInfo;
import org.muniment.dicom.net.AssociationListener;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.upperlayer.Ending;

/**
 * {@code muniment.dicom.associations} (open now), {@code .associations.ended} by ending, {@code .associations.refused} by
 * reason, and the timer {@code .operations} by operation and status. AE titles are no tags: peers choose them.
 */
public final class DicomMetrics implements AssociationListener {
    private final MeterRegistry registry;
    private final AtomicInteger open = new AtomicInteger();

    public DicomMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("muniment.dicom.associations", open);
    }

    @Override
    public void opened(AssociationInfo association) {
        open.incrementAndGet();
    }

    @Override
    public void closed(AssociationInfo association, Ending ending) {
        open.decrementAndGet();
        registry.counter("muniment.dicom.associations.ended", "ending", lower(ending.name()))
                .increment();
    }

    @Override
    public void refused(String callingAet, InetAddress peer, AssociateReject reason) {
        registry.counter("muniment.dicom.associations.refused", "reason", reason.text())
                .increment();
    }

    @Override
    public void operation(AssociationInfo association, CommandField operation, Duration duration, DimseStatus status) {
        registry.timer(
                        "muniment.dicom.operations",
                        "operation",
                        lower(operation.name()),
                        "status",
                        String.format("%04X", status.code()))
                .record(duration);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
