package org.muniment.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A deflated data set: a raw deflate stream, padded to even length (PS3.5 A.5). Closing ends it, and leaves the stream below open. */
final class DeflatedOutputStream extends DeflaterOutputStream {

    DeflatedOutputStream(OutputStream out) {
        super(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), 8192);
    }

    @Override
    public void close() throws IOException {
        try {
            finish();
            if ((def.getBytesWritten() & 1) != 0) out.write(0);
            out.flush();
        } finally {
            def.end();
        }
    }
}
