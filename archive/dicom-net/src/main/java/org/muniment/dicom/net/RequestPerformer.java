package org.muniment.dicom.net;

import java.io.IOException;
import org.muniment.dicom.net.dimse.Command;

/** Performs what a peer requests. Called on the association's thread. */
interface RequestPerformer {

    void perform(Association association, Command request, AcceptedContext context) throws IOException;
}
