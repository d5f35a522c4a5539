package org.muniment.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One instance to be sent by C-STORE: a sub-operation of C-MOVE or C-GET, or a store of our own. */
public interface SubOperation {

    String sopClassUid();

    String sopInstanceUid();

    /** The transfer syntax it is stored in; preferred, as it then goes out as it lies. */
    String transferSyntaxUid();

    /** Further transfer syntaxes {@link #writeDataSet} can make of it, best first. */
    default List<String> convertibleTo() {
        return List.of();
    }

    /**
     * Writes the data set (no Part 10 header) in a transfer syntax from above. Called at most once, on the thread that
     * sends; {@code out} blocks while the peer is slow. A failure before much was written fails this sub-operation, one
     * in mid-stream costs the association, as DICOM has no other way to take back half a data set.
     */
    void writeDataSet(String transferSyntaxUid, OutputStream out) throws IOException;
}
