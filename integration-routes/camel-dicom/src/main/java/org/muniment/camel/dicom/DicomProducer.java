package org.muniment.camel.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.dicom.net.RetrieveResponse;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.SubOperation;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.dimse.MessageOutput;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;

/** Uses one DIMSE service of a peer; an association for each exchange, so exchanges do not wait for each other. */
final class DicomProducer extends DefaultProducer {

    private static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    private final DicomEndpoint endpoint;
    private final ScuOptions options;

    DicomProducer(DicomEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = endpoint.getScu();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        DimseStatus status =
                switch (endpoint.getOperation()) {
                    case ECHO -> echo();
                    case STORE -> store(exchange);
                    case FIND -> find(exchange);
                    case MOVE -> move(exchange);
                    case GET -> get(exchange);
                    case N_CREATE, N_SET, N_GET, N_ACTION, N_EVENT_REPORT, N_DELETE -> normalized(exchange);
                };
        DicomConsumer.setStatus(exchange, status);
        if (status.isFailure() && options.isThrowOnFailure()) {
            throw new DimseStatusException(endpoint.getOperation(), status);
        }
    }

    private DimseStatus echo() throws Exception {
        try (ScuAssociation peer = ScuAssociation.open(associate().propose(UID.Verification, NATIVE))) {
            return peer.echo();
        }
    }

    private DimseStatus store(Exchange exchange) throws Exception {
        if (exchange.getMessage().getBody() instanceof OutgoingBatch batch) return store(batch);
        SubOperation instance = OutgoingInstance.of(exchange);
        AssociateOptions associate = associate().propose(instance.sopClassUid(), instance.transferSyntaxUid());
        if (!instance.convertibleTo().isEmpty()) {
            associate = associate.propose(instance.sopClassUid(), instance.convertibleTo());
        }
        try (ScuAssociation peer = ScuAssociation.open(associate)) {
            return peer.store(instance);
        }
    }

    private DimseStatus store(OutgoingBatch batch) throws Exception {
        try (ScuAssociation peer = ScuAssociation.open(batch.addTo(associate()))) {
            for (SubOperation instance : batch.instances()) batch.settled().accept(instance, store(peer, instance));
        }
        return DimseStatus.SUCCESS;
    }

    /** One that can't be made costs only itself. */
    private static DimseStatus store(ScuAssociation peer, SubOperation instance) throws IOException {
        try {
            return peer.store(instance);
        } catch (MessageOutput.DataSetException e) {
            return DimseStatus.PROCESSING_FAILURE.withComment("instance cannot be read or converted");
        } catch (IOException e) {
            throw new AssociationBrokenException(e);
        }
    }

    /** The body becomes the list of matches. */
    private DimseStatus find(Exchange exchange) throws Exception {
        String sopClass = sopClassUid(exchange);
        List<Attributes> matches = new ArrayList<>();
        try (ScuAssociation peer = ScuAssociation.open(query(sopClass))) {
            DimseStatus status = peer.find(sopClass, identifier(exchange), match -> {
                matches.add(match);
                return matches.size() < options.getMaxResults();
            });
            exchange.getMessage().setBody(matches);
            return status;
        }
    }

    private DimseStatus move(Exchange exchange) throws Exception {
        String sopClass = sopClassUid(exchange);
        String destination = exchange.getMessage()
                .getHeader(DicomHeaders.MOVE_DESTINATION, options.getMoveDestination(), String.class);
        if (destination == null) throw new IllegalArgumentException(endpoint + ": no move destination");
        try (ScuAssociation peer = ScuAssociation.open(query(sopClass))) {
            return answer(exchange, peer.move(sopClass, identifier(exchange), destination, progress -> true));
        }
    }

    private DimseStatus get(Exchange exchange) throws Exception {
        if (options.getReceiver() == null) throw new IllegalArgumentException(endpoint + ": no receiver");
        String sopClass = sopClassUid(exchange);
        AssociateOptions associate = query(sopClass);
        for (String storage : storageSopClasses()) {
            associate = associate.propose(storage, transferSyntaxes()).asScp(storage);
        }
        try (ScuAssociation peer = ScuAssociation.open(associate)) {
            return answer(exchange, peer.get(sopClass, identifier(exchange), options.getReceiver(), progress -> true));
        }
    }

    /** The body, if it is a data set, goes with the request; it becomes the data set of the response, or null. */
    private DimseStatus normalized(Exchange exchange) throws Exception {
        NormalizedRequest request = OutgoingRequest.of(endpoint.getOperation().command(), exchange);
        AssociateOptions associate = associate().propose(request.sopClassUid(), NATIVE);
        if (request.operation() == CommandField.N_EVENT_REPORT) associate = associate.asScp(request.sopClassUid());
        try (ScuAssociation peer = ScuAssociation.open(associate)) {
            NormalizedResponse response = peer.perform(request);
            exchange.getMessage().setBody(response.dataSet());
            if (response.sopInstanceUid() != null) {
                exchange.getMessage().setHeader(DicomHeaders.SOP_INSTANCE_UID, response.sopInstanceUid());
            }
            return response.status();
        }
    }

    private List<String> storageSopClasses() {
        return options.getStorageSopClasses() == null
                ? CommonStorage.SOP_CLASSES
                : List.of(options.getStorageSopClasses().split(","));
    }

    private List<String> transferSyntaxes() {
        return options.getTransferSyntaxes() == null
                ? NATIVE
                : List.of(options.getTransferSyntaxes().split(","));
    }

    /** The body becomes the {@link RetrieveResponse}. */
    private static DimseStatus answer(Exchange exchange, RetrieveResponse response) {
        Message out = exchange.getMessage();
        out.setBody(response);
        out.setHeader(DicomHeaders.COMPLETED, response.counts().completed());
        out.setHeader(DicomHeaders.FAILED, response.counts().failed());
        out.setHeader(DicomHeaders.WARNING, response.counts().warning());
        return response.status();
    }

    private AssociateOptions associate() {
        return AssociateOptions.to(
                        new Destination(options.getCalledAet(), endpoint.getHost(), endpoint.getPort()),
                        options.getCallingAet())
                .timeouts(options.getConnectTimeout(), options.getDimseTimeout())
                .maxPduLength(options.getMaxPduLength());
    }

    private AssociateOptions query(String sopClass) {
        AssociateOptions associate = associate().propose(sopClass, NATIVE);
        return options.isRelational()
                ? associate.extended(new ExtendedNegotiation(sopClass, new byte[] {1}))
                : associate;
    }

    private String sopClassUid(Exchange exchange) {
        String named = exchange.getMessage().getHeader(DicomHeaders.SOP_CLASS_UID, String.class);
        return named != null ? named : options.getInformationModel().sopClassUid(endpoint.getOperation());
    }

    private static Attributes identifier(Exchange exchange) throws Exception {
        return exchange.getMessage().getMandatoryBody(Attributes.class);
    }
}
