package org.muniment.routes.dimse;

import org.muniment.dicom.net.DimseStatus;

/** A route that does not do what it was asked for, and says so by this status. */
public final class DimseRefusal extends RuntimeException {

    private final transient DimseStatus status;

    public DimseRefusal(DimseStatus status) {
        super(status.toString(), null, false, false);
        this.status = status;
    }

    DimseStatus status() {
        return status;
    }
}
