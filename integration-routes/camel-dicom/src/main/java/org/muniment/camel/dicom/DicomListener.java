package org.muniment.camel.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.support.LifecycleStrategySupport;
import org.muniment.dicom.net.AssociationListener;
import org.muniment.dicom.net.AssociationPolicy;
import org.muniment.dicom.net.DicomServer;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.dicom.net.NormalizedScp;
import org.muniment.dicom.net.RetrieveResult;
import org.muniment.dicom.net.RetrieveScp;
import org.muniment.dicom.net.ServerConfig;
import org.muniment.dicom.net.dimse.CommandField;

/**
 * One port, its limits and its association policy, shared by the consumers of one context; a bean. It listens from when
 * the context and all its routes have started, so that no peer meets half an archive; when the context stops it first
 * stops listening and lets running associations finish. A service whose route is stopped is answered 0122H, a normalized one 0211H.
 */
public final class DicomListener {

    private final ServerConfig config;
    private final AssociationPolicy policy;
    private final AssociationListener listeners;
    private final Duration stopGrace;
    private final Map<DimseOperation, DicomConsumer> consumers = new EnumMap<>(DimseOperation.class);
    private final ContextLifecycle lifecycle = new ContextLifecycle();
    private volatile DimseServices offered = DimseServices.NONE;
    private volatile DicomServer server;

    /**
     * @param listeners told of associations and operations, to count or audit them
     * @param stopGrace how long running associations may take to finish
     */
    public DicomListener(
            ServerConfig config, AssociationPolicy policy, List<AssociationListener> listeners, Duration stopGrace) {
        this.config = config;
        this.policy = policy;
        this.listeners = new AssociationListeners(listeners);
        this.stopGrace = stopGrace;
    }

    public boolean isListening() {
        return server != null;
    }

    /** The port listened on. */
    public int port() {
        DicomServer listening = server;
        if (listening == null) throw new IllegalStateException("not listening");
        return listening.port();
    }

    /** How many associations are established now. */
    public int associations() {
        DicomServer listening = server;
        return listening == null ? 0 : listening.associations();
    }

    void attach(DicomConsumer consumer) throws Exception {
        CamelContext context = consumer.getEndpoint().getCamelContext();
        synchronized (this) {
            if (consumers.putIfAbsent(consumer.operation(), consumer) != null) {
                throw new IllegalStateException("another route consumes "
                        + consumer.getEndpoint().getEndpointUri() + " from the same listener");
            }
            offer();
            if (!context.getLifecycleStrategies().contains(lifecycle)) context.addLifecycleStrategy(lifecycle);
        }
        context.addStartupListener(lifecycle);
    }

    void detach(DicomConsumer consumer) {
        synchronized (this) {
            consumers.remove(consumer.operation(), consumer);
            offer();
            if (!consumers.isEmpty()) return;
        }
        close();
    }

    private void offer() {
        DimseServices services = DimseServices.NONE;
        for (DicomConsumer consumer : consumers.values()) services = consumer.addTo(services);
        offered = services;
    }

    private synchronized void open() {
        if (server != null) return;
        try {
            server = DicomServer.start(config, policy, services(), listeners);
        } catch (IOException e) {
            throw new UncheckedIOException("can't listen on " + config.bindAddress() + ":" + config.port(), e);
        }
    }

    private void close() {
        DicomServer listening;
        synchronized (this) {
            listening = server;
            server = null;
        }
        // Not under the lock: what still runs may take the whole grace.
        if (listening != null) listening.stop(stopGrace);
    }

    /** Looks up what is offered at each operation, as routes come and go while the server stays. */
    private DimseServices services() {
        return new DimseServices(
                association -> {
                    DimseServices now = offered;
                    return now.echo() == null
                            ? DimseStatus.SOP_CLASS_NOT_SUPPORTED
                            : now.echo().echo(association);
                },
                (association, request, dataSet) -> {
                    DimseServices now = offered;
                    return now.store() == null
                            ? DimseStatus.SOP_CLASS_NOT_SUPPORTED
                            : now.store().store(association, request, dataSet);
                },
                (association, request, responses) -> {
                    DimseServices now = offered;
                    return now.find() == null
                            ? DimseStatus.SOP_CLASS_NOT_SUPPORTED
                            : now.find().find(association, request, responses);
                },
                (association, request) -> orRefused(offered.move()).retrieve(association, request),
                (association, request) -> orRefused(offered.get()).retrieve(association, request),
                normalized());
    }

    private Map<CommandField, NormalizedScp> normalized() {
        return Arrays.stream(CommandField.values())
                .filter(CommandField::isNormalized)
                .collect(Collectors.toMap(operation -> operation, operation -> (association, request) -> {
                    NormalizedScp now = offered.normalized().get(operation);
                    return now == null
                            ? NormalizedResponse.of(DimseStatus.UNRECOGNIZED_OPERATION)
                            : now.perform(association, request);
                }));
    }

    private static RetrieveScp orRefused(RetrieveScp scp) {
        return scp != null
                ? scp
                : (association, request) -> new RetrieveResult.Refused(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
    }

    /** Opens when all has started (a failure fails the start of the context), closes before anything stops. */
    private final class ContextLifecycle extends LifecycleStrategySupport implements StartupListener {

        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // A route added to a running context.
            if (alreadyStarted) open();
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            open();
        }

        @Override
        public void onContextStopping(CamelContext context) {
            close();
        }
    }
}
