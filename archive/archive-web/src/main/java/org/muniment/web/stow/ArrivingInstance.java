package org.muniment.web.stow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;

/**
 * A Part 10 file (PS3.10) on its way in: what its data set says it is, and that data set's bytes. What the file meta information says of SOP
 * class and instance is not looked at, as the archive writes its own.
 */
final class ArrivingInstance {

    /** Bytes that may come before the end of the UIDs; held in memory until they are known. */
    private static final int LOOK_AHEAD = 1 << 20;

    private static final BulkSource NOT_KEPT = (offset, length) -> {
        throw new IOException("large values are not kept while an instance is received");
    };

    private final Attributes start;
    private final String transferSyntaxUid;
    private final InputStream dataSet;

    private ArrivingInstance(Attributes start, String transferSyntaxUid, InputStream dataSet) {
        this.start = start;
        this.transferSyntaxUid = transferSyntaxUid;
        this.dataSet = dataSet;
    }

    /**
     * Reads as far as the UIDs.
     *
     * @throws IOException where {@code file} itself fails
     * @throws ArchiveException MALFORMED_DATA_SET
     */
    static ArrivingInstance read(InputStream file) throws IOException {
        FailureWatch source = new FailureWatch(requireBytes(file));
        BufferedInputStream buffered = new BufferedInputStream(source);
        buffered.mark(LOOK_AHEAD);
        try {
            ReadOptions options = ReadOptions.header(NOT_KEPT).withStopBefore(Tag.StudyID);
            DicomReader reader = DicomReader.ofFile(buffered, options);
            Attributes start = reader.read();
            rewind(buffered);
            buffered.skipNBytes(reader.dataSetOffset());
            buffered.mark(0);
            return new ArrivingInstance(start, reader.transferSyntax().uid(), buffered);
        } catch (DicomFormatException e) {
            if (source.failure() != null) throw source.failure();
            throw new ArchiveException(ErrorCode.MALFORMED_DATA_SET, e.getMessage(), e);
        }
    }

    private static InputStream requireBytes(InputStream file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file);
        int first = in.read();
        if (first < 0) throw new ArchiveException(ErrorCode.MALFORMED_DATA_SET, "The part is empty");
        in.unread(first);
        return in;
    }

    private static void rewind(BufferedInputStream in) {
        try {
            in.reset();
        } catch (IOException e) {
            throw new ArchiveException(
                    ErrorCode.MALFORMED_DATA_SET,
                    "Study and SOP Instance UID do not come within the first " + LOOK_AHEAD + " bytes",
                    e);
        }
    }

    StoreResult.Identity identity() {
        return StoreResult.Identity.of(start);
    }

    /** Null where it has none. */
    String studyInstanceUid() {
        return start.getString(Tag.StudyInstanceUID);
    }

    String transferSyntaxUid() {
        return transferSyntaxUid;
    }

    /** From its first byte. */
    InputStream dataSet() {
        return dataSet;
    }
}
