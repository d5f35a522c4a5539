package org.muniment.core.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectWriter;

/** Writes a {@link MetadataFile}, instance by instance. Closed before {@link #finish}, it leaves nothing behind. */
final class MetadataFileOutput implements Closeable {

    private final SeriesId series;
    private final Function<ObjectKey, ObjectWriter> objects;
    private final MetadataDirectory.Output directory;
    private ObjectWriter object;
    private GzipArrayOutput array;

    /** Writes the text of one instance. */
    @FunctionalInterface
    interface Text {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param objects begins the object, once there is something to be written */
    MetadataFileOutput(SeriesId series, Function<ObjectKey, ObjectWriter> objects) throws IOException {
        this.series = series;
        this.objects = objects;
        directory = new MetadataDirectory.Output(series);
    }

    void add(SopInstanceUid instance, String version, Text text) throws IOException {
        if (isEmpty()) begin();
        else array.write(',');
        long start = array.length();
        text.writeTo(array);
        directory.add(instance, version, array.length() - start);
    }

    private void begin() throws IOException {
        object = objects.apply(ObjectKey.forNewMetadataOf(series));
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
    }

    boolean isEmpty() {
        return object == null;
    }

    /** Makes the object, which is not empty, durable. */
    MetadataObject finish(String madeOf) throws IOException {
        array.finish();
        long size = object.size();
        byte[] tail = MetadataFile.tail(directory.toByteArray(), size);
        object.write(tail, 0, tail.length);
        return new MetadataObject(object.commit().location(), size, madeOf);
    }

    @Override
    public void close() throws IOException {
        directory.close();
        if (array != null) array.close();
        if (object != null) object.close();
    }
}
