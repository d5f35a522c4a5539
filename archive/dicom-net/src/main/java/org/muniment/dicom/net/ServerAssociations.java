package org.muniment.dicom.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.muniment.dicom.net.upperlayer.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections and associations of one server, and what they share. */
final class ServerAssociations {

    private static final Logger LOG = LoggerFactory.getLogger(ServerAssociations.class);

    /** At a stop: one that has done nothing for so long is not in the middle of something. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final long STOP_CHECK_MILLIS = 50;
    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(2);

    private final ServerConfig config;
    private final AssociationPolicy policy;
    private final AssociationListener listener;
    private final Workers workers;
    private final RequestPerformer performer;
    private final Admission admission;
    private final Handshakes handshakes = new Handshakes();
    private final Set<Association> associations = new LinkedHashSet<>();

    ServerAssociations(
            ServerConfig config,
            AssociationPolicy policy,
            DimseServices services,
            AssociationListener listener,
            String name) {
        this.config = config;
        this.policy = policy;
        this.listener = listener;
        // room for handshakes, and for those evicted that have not noticed yet
        workers = new Workers(name, config.maxAssociations() + 2 * Handshakes.MAX, config.maxAssociations());
        performer = new ServicePerformer(services, workers, listener, config.dimseTimeout());
        admission = new Admission(config.maxAssociations(), config.maxAssociationsPerPeer());
    }

    ServerConfig config() {
        return config;
    }

    AssociationPolicy policy() {
        return policy;
    }

    AssociationListener listener() {
        return listener;
    }

    RequestPerformer performer() {
        return performer;
    }

    Admission admission() {
        return admission;
    }

    void connected(Socket socket) throws IOException {
        Transport transport = new Transport(socket, config.dimseTimeout());
        workers.watch(transport);
        handshakes.add(transport);
        AcceptedConnection connection = new AcceptedConnection(transport, this);
        try {
            workers.association(() -> {
                try {
                    connection.run();
                } finally {
                    gone(transport);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("no thread for a connection from {}", transport.peer().getHostAddress());
            gone(transport);
        }
    }

    private void gone(Transport transport) {
        transport.close();
        handshakes.remove(transport);
        workers.unwatch(transport);
    }

    void opened(Transport transport, Association association) {
        handshakes.remove(transport);
        synchronized (associations) {
            associations.add(association);
        }
        if (LOG.isDebugEnabled()) LOG.debug("{} opened from {}", association.prefix(), association.peer());
        listener.opened(association);
    }

    void closed(Association association) {
        synchronized (associations) {
            associations.remove(association);
            associations.notifyAll();
        }
        LOG.debug("{} closed: {}", association.prefix(), association.layer().ending());
        listener.closed(association, association.layer().ending());
    }

    /** Lets those at work finish, then aborts what is left. */
    void stop(Duration grace) {
        handshakes.closeAll();
        awaitNone(grace, association -> association.isQuiet(QUIET));
        awaitNone(ABORT_PATIENCE, association -> true);
        workers.close();
    }

    /** Waits until there are no associations, aborting those of them that {@code expendable} tells. */
    private void awaitNone(Duration time, Predicate<Association> expendable) {
        long deadline = System.nanoTime() + time.toNanos();
        List<Association> left = all();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            left.stream()
                    .filter(expendable)
                    .forEach(association -> association.layer().abort("server stops"));
            synchronized (associations) {
                try {
                    if (!associations.isEmpty()) associations.wait(STOP_CHECK_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            left = all();
        }
    }

    private List<Association> all() {
        synchronized (associations) {
            return List.copyOf(associations);
        }
    }
}
