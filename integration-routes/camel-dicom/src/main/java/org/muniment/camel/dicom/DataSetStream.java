package org.muniment.camel.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A data set on its way in from the socket, in the transfer syntax of {@link DicomHeaders#TRANSFER_SYNTAX_UID}. It can be
 * read once, while its exchange lasts; Camel's stream caching leaves it alone. What is not read is skipped by the server.
 */
public final class DataSetStream extends FilterInputStream {

    private volatile boolean closed;

    DataSetStream(InputStream dataSet) {
        super(dataSet);
    }

    @Override
    public int read() throws IOException {
        requireOpen();
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        return in.read(bytes, offset, length);
    }

    @Override
    public long skip(long n) throws IOException {
        requireOpen();
        return in.skip(n);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Ends reading by this exchange; the socket beneath goes on to the next message. */
    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() throws IOException {
        if (closed) throw new IOException("data set read after its exchange ended");
    }
}
