package org.muniment.core.metadata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.patient.PatientPatch;

/** Metadata of one instance, made when asked for: to read its file takes less than to find it in that of its series. */
record InstanceMetadata(String entityTag, byte[] bytes) implements Metadata {

    static InstanceMetadata of(InstanceRecord row, PatientPatch patient, InstanceJson json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 << 10);
        try (GzipArrayOutput array = new GzipArrayOutput(bytes)) {
            json.write(row, patient, array);
            array.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return new InstanceMetadata(row.location().key().version() + patient.fingerprint(), bytes.toByteArray());
    }

    @Override
    public InputStream gzipped() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream json() {
        return StoredMetadata.inflated(gzipped());
    }
}
