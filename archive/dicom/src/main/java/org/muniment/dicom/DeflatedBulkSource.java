package org.muniment.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Values of a deflated data set, by their place in the inflated one. Inflates from the start each time: such objects are rare, and
 * deflate has no index.
 *
 * @param start where the deflated data set begins in {@code file}
 */
record DeflatedBulkSource(BulkSource file, long start) implements BulkSource {

    @Override
    public InputStream open(long offset, long length) throws IOException {
        Inflater inflater = new Inflater(true);
        InputStream inflated = new InflaterInputStream(file.open(start, Long.MAX_VALUE - start), inflater, 8192) {
            @Override
            public void close() throws IOException {
                super.close();
                inf.end();
            }
        };
        try {
            inflated.skipNBytes(offset);
        } catch (IOException e) {
            inflated.close();
            throw e;
        }
        return new BoundedInputStream(inflated, length);
    }
}
