package org.muniment.camel.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.muniment.dicom.net.SubOperation;

/** A data set in a stream, sent once and as it comes. */
record OutgoingInstance(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataSet)
        implements SubOperation {

    /** What a producer of store sends: a SubOperation body, or a stream body of the instance the headers describe. */
    static SubOperation of(Exchange exchange) throws CamelExchangeException {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof SubOperation instance) return instance;
        return new OutgoingInstance(
                ExchangeHelper.getMandatoryHeader(exchange, DicomHeaders.SOP_CLASS_UID, String.class),
                ExchangeHelper.getMandatoryHeader(exchange, DicomHeaders.SOP_INSTANCE_UID, String.class),
                ExchangeHelper.getMandatoryHeader(exchange, DicomHeaders.TRANSFER_SYNTAX_UID, String.class),
                message.getMandatoryBody(InputStream.class));
    }

    @Override
    public void writeDataSet(String transferSyntaxUid, OutputStream out) throws IOException {
        try (InputStream in = dataSet) {
            in.transferTo(out);
        }
    }
}
