package org.muniment.core.metadata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.core.ObjectStores;

/** Gives out the metadata of series, studies and instances (PS3.18 10.4.1.1.2). Safe for use by many threads. */
public final class SeriesMetadataService {

    private final StudyIndex index;
    private final InstanceJson json;

    public SeriesMetadataService(StudyIndex index, ObjectStores stores) {
        this.index = index;
        this.json = new InstanceJson(stores);
    }

    /** @throws ArchiveException NOT_FOUND, CORRUPT_OBJECT, INDEX_UNAVAILABLE, STORE_UNAVAILABLE */
    public Metadata series(SeriesId id) {
        try (Stream<InstanceRecord> rows = index.instances(id)) {
            return of(rows.toList());
        }
    }

    /** All series of the study, one after the other in one array. */
    public Metadata study(StudyInstanceUid id) {
        try (Stream<InstanceRecord> rows = index.series(id).flatMap(series -> index.instances(series.id()))) {
            return of(rows.toList());
        }
    }

    /** An array of one. */
    public Metadata instance(InstanceId id) {
        return of(index.instance(id).stream().toList());
    }

    private Metadata of(List<InstanceRecord> rows) {
        if (rows.isEmpty()) throw new ArchiveException(ErrorCode.NOT_FOUND, "nothing of this UID is archived");
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        CRC32 crc = new CRC32();
        try (OutputStream out = new GZIPOutputStream(gzipped)) {
            out.write('[');
            for (int i = 0; i < rows.size(); i++) {
                if (i > 0) out.write(',');
                json.write(rows.get(i), out);
                crc.update(rows.get(i).digest().hex().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
            out.write(']');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new InMemory(Long.toHexString(crc.getValue()), gzipped.toByteArray());
    }

    private record InMemory(String entityTag, byte[] bytes) implements Metadata {

        @Override
        public InputStream gzipped() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public InputStream json() {
            try {
                return new GZIPInputStream(gzipped());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
