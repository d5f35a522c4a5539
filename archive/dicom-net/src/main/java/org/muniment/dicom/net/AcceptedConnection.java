package org.muniment.dicom.net;

import java.net.InetAddress;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.upperlayer.AssociationEndedException;
import org.muniment.dicom.net.upperlayer.TimeLimits;
import org.muniment.dicom.net.upperlayer.Transport;
import org.muniment.dicom.net.upperlayer.UpperLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection somebody made to us, from A-ASSOCIATE-RQ to its end, on its own thread. */
final class AcceptedConnection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptedConnection.class);

    private final Transport transport;
    private final ServerAssociations server;
    private final RunningOperations running = new RunningOperations();
    private final UpperLayer layer;

    AcceptedConnection(Transport transport, ServerAssociations server) {
        this.transport = transport;
        this.server = server;
        ServerConfig config = server.config();
        TimeLimits limits = new TimeLimits(config.artimTimeout(), config.idleTimeout(), config.dimseTimeout());
        layer = new UpperLayer(transport, false, config.maxPduLength(), limits, running::any);
    }

    @Override
    public void run() {
        try {
            AssociateRequest request = layer.awaitRequest();
            AssociateReject rejection = serve(request);
            if (rejection != null) reject(request, rejection);
        } catch (AssociationEndedException e) {
            LOG.debug("[?|{}] no association: {}", transport.peer().getHostAddress(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("[?|{}] connection failed", transport.peer().getHostAddress(), e);
            layer.abort("internal failure");
        } finally {
            layer.finish();
        }
    }

    private void reject(AssociateRequest request, AssociateReject rejection) {
        LOG.info(
                "[{}|-] from {} rejected: {}",
                request.callingAet(),
                transport.peer().getHostAddress(),
                rejection.text());
        layer.reject(rejection);
        server.listener().refused(request.callingAet(), transport.peer(), rejection);
    }

    /** @return why it is not served, or null where it was */
    private AssociateReject serve(AssociateRequest request) throws AssociationEndedException {
        if (!request.applicationContext().equals(UID.DicomApplicationContext)) {
            return AssociateReject.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED;
        }
        AssociationDecision decision = decide(request);
        if (decision instanceof AssociationDecision.Reject reject) return reject.reason();
        InetAddress peer = transport.peer();
        if (!server.admission().enter(peer)) return AssociateReject.LOCAL_LIMIT_EXCEEDED;
        try {
            serve(request, Acceptance.of(request, (AssociationDecision.Accept) decision, server.config()));
        } finally {
            server.admission().leave(peer);
        }
        return null;
    }

    private AssociationDecision decide(AssociateRequest request) {
        try {
            return server.policy().decide(request, transport.peer());
        } catch (RuntimeException e) {
            LOG.error("[{}|-] association policy failed", request.callingAet(), e);
            return new AssociationDecision.Reject(AssociateReject.NO_REASON_GIVEN);
        }
    }

    private void serve(AssociateRequest request, AssociateAccept accept) throws AssociationEndedException {
        Association association = new Association(
                new AssociationNames(request.callingAet(), request.calledAet(), transport.peer()),
                layer,
                new Negotiated(request, accept, false),
                running,
                server.config().dimseTimeout());
        server.opened(transport, association);
        try {
            layer.accept(accept);
            association.run(server.performer());
        } finally {
            server.closed(association);
        }
    }
}
