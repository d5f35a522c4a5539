package org.muniment.dicom.net;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.dimse.Command;

/**
 * A response to a request of ours.
 *
 * @param identifier its data set, or null
 */
record Response(Command command, Attributes identifier) {

    DimseStatus status() {
        return Statuses.of(command);
    }
}
