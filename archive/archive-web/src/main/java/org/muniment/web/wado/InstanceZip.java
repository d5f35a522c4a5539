package org.muniment.web.wado;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.dicom.Tag;

/**
 * A ZIP file of instances: a folder for each study, in it one for each series, by their UIDs, and files that sort by Instance Number. Nothing is
 * compressed: pixels mostly are already, and the network is faster than a compressor.
 */
final class InstanceZip extends ZipOutputStream {

    InstanceZip(OutputStream out) {
        super(out);
        setLevel(Deflater.NO_COMPRESSION);
    }

    void begin(InstanceRecord instance) throws IOException {
        InstanceId id = instance.id();
        int number = Math.max(0, instance.attributes().getInt(Tag.InstanceNumber, 0));
        String file = String.format("%05d-%s.dcm", number, id.instance());
        ZipEntry entry = new ZipEntry(id.study() + "/" + id.series() + "/" + file);
        entry.setTime(instance.receivedAt().toEpochMilli());
        putNextEntry(entry);
    }

    /** Frees the compressor only: without {@link #finish} there is no directory, so that nobody takes a file cut short for a whole one. */
    @Override
    public void close() {
        def.end();
    }
}
