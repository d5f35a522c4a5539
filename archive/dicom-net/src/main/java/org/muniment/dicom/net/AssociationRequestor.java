package org.muniment.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.AsyncOperationsWindow;
import org.muniment.dicom.net.pdu.Pdu;
import org.muniment.dicom.net.pdu.UserInformation;
import org.muniment.dicom.net.upperlayer.TimeLimits;
import org.muniment.dicom.net.upperlayer.Transport;
import org.muniment.dicom.net.upperlayer.UpperLayer;

/** Makes the connection to a peer and asks it for an association; once, without retries. */
final class AssociationRequestor {

    private static final int PROTOCOL_VERSION = 1;

    private final AssociateOptions options;
    private final Workers workers;

    AssociationRequestor(AssociateOptions options, Workers workers) {
        this.options = options;
        this.workers = workers;
    }

    ScuAssociation open() throws IOException {
        Destination peer = options.peer();
        Socket socket = options.sockets().createSocket();
        try {
            socket.connect(new InetSocketAddress(peer.host(), peer.port()), (int)
                    options.connectTimeout().toMillis());
            return associate(new Transport(socket, options.dimseTimeout()));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private ScuAssociation associate(Transport transport) throws IOException {
        workers.watch(transport);
        try {
            TimeLimits limits = new TimeLimits(options.dimseTimeout(), options.dimseTimeout(), options.dimseTimeout());
            // how long to stay idle is the affair of whoever opened it
            UpperLayer layer = new UpperLayer(transport, true, options.maxPduLength(), limits, () -> true);
            AssociateRequest request = request();
            Pdu answer = layer.associate(request);
            if (answer instanceof AssociateReject reject) throw new AssociationRejectedException(reject);
            return begin(transport, layer, request, (AssociateAccept) answer);
        } catch (IOException | RuntimeException e) {
            workers.unwatch(transport);
            throw e;
        }
    }

    private ScuAssociation begin(
            Transport transport, UpperLayer layer, AssociateRequest request, AssociateAccept accept) {
        Association association = new Association(
                new AssociationNames(request.callingAet(), request.calledAet(), transport.peer()),
                layer,
                new Negotiated(request, accept, true),
                new RunningOperations(),
                options.dimseTimeout());
        ReceivedInstances received = new ReceivedInstances();
        DimseServices services = options.events() == null
                ? received.services()
                : received.services().withNormalized(CommandField.N_EVENT_REPORT, options.events());
        RequestPerformer performer =
                new ServicePerformer(services, workers, AssociationListener.NONE, options.dimseTimeout());
        CompletableFuture<Void> over = new CompletableFuture<>();
        workers.association(() -> {
            try {
                association.run(performer);
            } finally {
                workers.unwatch(transport);
                over.complete(null);
            }
        });
        return new ScuAssociation(association, received, over);
    }

    private AssociateRequest request() {
        return new AssociateRequest(
                PROTOCOL_VERSION,
                options.peer().aet(),
                options.callingAet(),
                UID.DicomApplicationContext,
                options.contexts(),
                new UserInformation(
                        options.maxPduLength(),
                        FileMeta.IMPLEMENTATION_CLASS_UID,
                        FileMeta.IMPLEMENTATION_VERSION_NAME,
                        options.window().equals(AsyncOperationsWindow.SYNCHRONOUS) ? null : options.window(),
                        options.roles(),
                        options.extendedNegotiations(),
                        List.of(),
                        options.userIdentity(),
                        null));
    }
}
