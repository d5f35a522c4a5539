package org.muniment.camel.dicom;

import org.muniment.dicom.net.DimseStatus;

/** Says what a peer is told when a route fails, be it in the route or later in the answer it gave. For any number of threads. */
@FunctionalInterface
public interface StatusMapper {

    /** 0110H naming the kind of failure only: a message could hold patient data. */
    StatusMapper PROCESSING_FAILURE = (operation, failure) ->
            DimseStatus.PROCESSING_FAILURE.withComment(failure.getClass().getSimpleName());

    DimseStatus toStatus(DimseOperation operation, Throwable failure);
}
