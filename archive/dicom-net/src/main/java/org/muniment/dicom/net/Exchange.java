package org.muniment.dicom.net;

import java.io.IOException;

/** A request of ours that waits for its response or responses. Called on the association's thread. */
interface Exchange {

    /** One response; the last one if its status is not pending. */
    void received(Response response) throws IOException;

    /** The association has ended, and there will be no more. */
    void ended(IOException why);
}
