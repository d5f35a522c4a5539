package org.muniment.camel.dicom;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.muniment.dicom.net.SubOperation;

/** A data set in a stream, sent once and as it comes. */
record OutgoingInstance(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataSet)
        implements SubOperation {

    /**
     * What a producer of store sends: a SubOperation; a Part 10 file as Path, File or body of a file consumer; or a data
     * set as anything that converts to an InputStream, of the instance the headers describe.
     */
    static SubOperation of(Exchange exchange) throws CamelExchangeException, IOException {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body instanceof WrappedFile<?> wrapped) body = wrapped.getFile();
        if (body instanceof SubOperation instance) return instance;
        if (body instanceof Path file) return PartTenFile.open(file);
        if (body instanceof File file) return PartTenFile.open(file.toPath());
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
