package org.muniment.camel.dicom;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.muniment.dicom.net.AssociationInfo;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.StoreRequest;
import org.muniment.dicom.net.StoreScp;

/** C-STORE: the body is a {@link DataSetStream} from the socket, to be read once; the answer is a status. */
final class StoreConsumer extends DicomConsumer implements StoreScp {

    StoreConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    DimseServices addTo(DimseServices services) {
        return services.withStore(this);
    }

    @Override
    public DimseStatus store(AssociationInfo association, StoreRequest request, InputStream dataSet)
            throws IOException {
        Exchange exchange = createExchange(association);
        Message in = exchange.getIn();
        in.setHeader(DicomHeaders.MESSAGE_ID, request.messageId());
        in.setHeader(DicomHeaders.PRIORITY, request.priority());
        in.setHeader(DicomHeaders.SOP_CLASS_UID, request.sopClassUid());
        in.setHeader(DicomHeaders.SOP_INSTANCE_UID, request.sopInstanceUid());
        in.setHeader(DicomHeaders.TRANSFER_SYNTAX_UID, request.transferSyntaxUid());
        if (request.moveOriginatorAet() != null) {
            in.setHeader(DicomHeaders.MOVE_ORIGINATOR_AET, request.moveOriginatorAet());
        }
        try (DataSetStream body = new DataSetStream(dataSet)) {
            in.setBody(body);
            return process(exchange, DicomConsumer::answeredStatus, status -> status);
        }
    }
}
