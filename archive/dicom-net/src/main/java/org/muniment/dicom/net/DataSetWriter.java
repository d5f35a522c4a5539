package org.muniment.dicom.net;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a data set, in the transfer syntax agreed on beforehand and without Part 10 header. */
@FunctionalInterface
public interface DataSetWriter {

    void writeTo(OutputStream out) throws IOException;
}
