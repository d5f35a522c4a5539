package org.muniment.camel.dicom;

import java.io.IOException;
import org.muniment.dicom.net.DimseStatus;

/** A peer answered a producer with a failure. */
public final class DimseStatusException extends IOException {

    private final transient DimseStatus status;

    DimseStatusException(DimseOperation operation, DimseStatus status) {
        super(operation + " answered " + status);
        this.status = status;
    }

    public DimseStatus status() {
        return status;
    }
}
