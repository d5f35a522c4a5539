package org.muniment.archive.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.frame.FrameTable;

/**
 * A committed instance: the row whose presence makes it exist.
 *
 * @param location where its bytes are: a Part 10 file
 * @param size of the file, in bytes
 * @param dataSetOffset where in the file the data set begins, after preamble and file meta information
 * @param digest of the whole file
 * @param receivedAt cut to milliseconds
 * @param source the AE title or other name of who sent it
 * @param attributes those of {@link QueryableAttributes#INSTANCE} the data set has, in UTF-8 (ISO_IR 192)
 * @param frames where the frames lie in the file; null where that is not known, or too much to be told with each row: ask {@link
 *     DerivedIndex#frames}
 */
public record InstanceRecord(
        InstanceId id,
        String sopClassUid,
        String transferSyntaxUid,
        ObjectLocation location,
        long size,
        int dataSetOffset,
        Sha256 digest,
        Instant receivedAt,
        String source,
        Attributes attributes,
        FrameTable frames) {

    public InstanceRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(sopClassUid);
        Objects.requireNonNull(transferSyntaxUid);
        Objects.requireNonNull(location);
        Objects.requireNonNull(digest);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(source);
        Objects.requireNonNull(attributes);
    }

    /** An instance of which is not known where its frames lie. */
    public InstanceRecord(
            InstanceId id,
            String sopClassUid,
            String transferSyntaxUid,
            ObjectLocation location,
            long size,
            int dataSetOffset,
            Sha256 digest,
            Instant receivedAt,
            String source,
            Attributes attributes) {
        this(
                id,
                sopClassUid,
                transferSyntaxUid,
                location,
                size,
                dataSetOffset,
                digest,
                receivedAt,
                source,
                attributes,
                null);
    }

    /** The same but for where its frames lie. */
    public InstanceRecord withFrames(FrameTable table) {
        return new InstanceRecord(
                id,
                sopClassUid,
                transferSyntaxUid,
                location,
                size,
                dataSetOffset,
                digest,
                receivedAt,
                source,
                attributes,
                table);
    }
}
