package org.muniment.dicom.net;

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
            Accepted accepted = negotiate();
            if (accepted != null) serve(accepted);
        } catch (AssociationEndedException e) {
            LOG.debug("[?|{}] no association: {}", transport.peer().getHostAddress(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("[?|{}] connection failed", transport.peer().getHostAddress(), e);
            layer.abort("internal failure");
        } finally {
            layer.finish();
        }
    }

    /** An association to be, admitted, and the answer that says so. */
    private record Accepted(Association association, AssociateAccept answer) {}

    /** Awaits the request, which can be much and is not kept beyond this. @return null where it was rejected */
    private Accepted negotiate() throws AssociationEndedException {
        AssociateRequest request = layer.awaitRequest();
        AssociationDecision decision = decide(request);
        if (decision instanceof AssociationDecision.Reject reject) {
            reject(request, reject.reason());
            return null;
        }
        AssociateAccept answer = Acceptance.of(request, (AssociationDecision.Accept) decision, server.config());
        Association association = new Association(
                new AssociationNames(request.callingAet(), request.calledAet(), transport.peer()),
                layer,
                new Negotiated(request, answer, false),
                running,
                server.config().dimseTimeout());
        if (server.admission().enter(transport.peer())) return new Accepted(association, answer);
        reject(request, AssociateReject.LOCAL_LIMIT_EXCEEDED);
        return null;
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

    private AssociationDecision decide(AssociateRequest request) {
        if (!request.applicationContext().equals(UID.DicomApplicationContext)) {
            return new AssociationDecision.Reject(AssociateReject.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED);
        }
        try {
            return server.policy().decide(request, transport.peer());
        } catch (RuntimeException e) {
            LOG.error("[{}|-] association policy failed", request.callingAet(), e);
            return new AssociationDecision.Reject(AssociateReject.NO_REASON_GIVEN);
        }
    }

    private void serve(Accepted accepted) throws AssociationEndedException {
        Association association = accepted.association();
        try {
            server.opened(transport, association);
            try {
                layer.accept(accepted.answer());
                association.run(server.performer());
            } finally {
                server.closed(association);
            }
        } finally {
            server.admission().leave(transport.peer());
        }
    }
}
