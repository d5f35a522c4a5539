package org.muniment.camel.dicom;

import org.apache.camel.Exchange;
import org.muniment.dicom.net.DimseStatus;

/** Says what a peer is told when a route fails, be it in the route or later in the answer it gave. For any number of threads. */
@FunctionalInterface
public interface StatusMapper {

    /** 0110H naming the kind of failure only: a message could hold patient data. */
    StatusMapper PROCESSING_FAILURE = (operation, exchange, failure) ->
            DimseStatus.PROCESSING_FAILURE.withComment(failure.getClass().getSimpleName());

    /** @param exchange as the route left it */
    DimseStatus toStatus(DimseOperation operation, Exchange exchange, Throwable failure);
}
