package org.muniment.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.TransferSyntax;

/** Identifiers: the small data sets of query and retrieve, held whole, hence bounded. */
final class Identifiers {

    private static final int MAX_LENGTH = 1 << 20;

    /** Some two hundred UIDs. */
    private static final int SMALL = 16 * 1024;

    /** What a list of UIDs of {@link #MAX_LENGTH} takes, and some thousand elements beside it. */
    private static final ReadOptions OPTIONS = ReadOptions.IN_MEMORY.withHeapLimit(2L << 20);

    /** Told, before it takes memory, that an identifier may take much; may fail, and is told more than once. */
    interface WhenLarge {
        void large() throws IOException;
    }

    /** What is wrong with an identifier received. */
    static class BadIdentifierException extends Exception {

        private final transient DimseStatus status;

        BadIdentifierException(DimseStatus status) {
            super(status.toString());
            this.status = status;
        }

        DimseStatus status() {
            return status;
        }
    }

    /** It is longer than what is taken; the rest of it is not read. */
    static final class TooLargeException extends BadIdentifierException {

        TooLargeException() {
            super(DimseStatus.UNABLE_TO_PROCESS.withComment("identifier of more than 1 MB"));
        }
    }

    private Identifiers() {}

    /** @throws IOException where the association breaks */
    static Attributes read(InputStream in, String transferSyntaxUid, WhenLarge whenLarge)
            throws IOException, BadIdentifierException {
        TransferSyntax syntax = TransferSyntax.of(transferSyntaxUid);
        if (syntax.deflated()) whenLarge.large();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > SMALL) whenLarge.large();
            if (bytes.size() > MAX_LENGTH) throw new TooLargeException();
        }
        try {
            return DicomReader.ofDataSet(bytes.toByteArray(), syntax, OPTIONS).read();
        } catch (IOException e) {
            throw new BadIdentifierException(DimseStatus.UNABLE_TO_PROCESS.withComment("identifier is malformed"));
        }
    }

    static byte[] write(Attributes identifier, String transferSyntaxUid) {
        return DicomWriter.toBytes(identifier, TransferSyntax.of(transferSyntaxUid));
    }
}
