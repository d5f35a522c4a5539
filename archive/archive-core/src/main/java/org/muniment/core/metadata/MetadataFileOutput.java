package org.muniment.core.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;

/** Writes a {@link MetadataFile}, instance by instance. Closed before {@link #finish}, it leaves nothing behind. */
final class MetadataFileOutput implements Closeable {

    private final ObjectWriter object;
    private final GzipArrayOutput array;
    private final MetadataDirectory.Output directory;
    private boolean empty = true;

    /** Writes the text of one instance. */
    @FunctionalInterface
    interface Text {
        void writeTo(OutputStream out) throws IOException;
    }

    MetadataFileOutput(ObjectStore store, SeriesId series) throws IOException {
        object = store.create(ObjectKey.forNewMetadataOf(series));
        array = new GzipArrayOutput(new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                object.write(bytes, offset, length);
            }
        });
        directory = new MetadataDirectory.Output(series);
    }

    void add(SopInstanceUid instance, String version, Text text) throws IOException {
        if (!empty) array.write(',');
        empty = false;
        long start = array.length();
        text.writeTo(array);
        directory.add(instance, version, array.length() - start);
    }

    boolean isEmpty() {
        return empty;
    }

    /** Makes the object durable. */
    MetadataObject finish(String madeOf) throws IOException {
        array.finish();
        long size = object.size();
        byte[] tail = MetadataFile.tail(directory.toByteArray(), size);
        object.write(tail, 0, tail.length);
        return new MetadataObject(object.commit().location(), size, madeOf);
    }

    @Override
    public void close() throws IOException {
        array.close();
        directory.close();
        object.close();
    }
}
