package org.muniment.dicom;

import java.io.IOException;
import java.io.InputStream;

/** Where values too large for the heap are read from again. */
@FunctionalInterface
public interface BulkSource {

    /** A stream of exactly {@code length} bytes from {@code offset}; the caller closes it. */
    InputStream open(long offset, long length) throws IOException;
}
