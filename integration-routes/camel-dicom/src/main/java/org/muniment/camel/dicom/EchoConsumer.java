package org.muniment.camel.dicom;

import org.apache.camel.Processor;
import org.muniment.dicom.net.AssociationInfo;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.EchoScp;

/** C-ECHO: no body; the answer is a status. */
final class EchoConsumer extends DicomConsumer implements EchoScp {

    EchoConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    DimseServices addTo(DimseServices services) {
        return services.withEcho(this);
    }

    @Override
    public DimseStatus echo(AssociationInfo association) {
        return process(createExchange(association), DicomConsumer::answeredStatus, status -> status);
    }
}
