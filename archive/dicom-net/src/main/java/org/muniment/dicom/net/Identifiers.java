package org.muniment.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.TransferSyntax;

/** Identifiers: the small data sets of query and retrieve, held whole, hence bounded. */
final class Identifiers {

    private static final int MAX_LENGTH = 1 << 20;

    /** What is wrong with an identifier received. */
    static final class BadIdentifierException extends Exception {

        private final transient DimseStatus status;

        BadIdentifierException(DimseStatus status) {
            super(status.toString());
            this.status = status;
        }

        DimseStatus status() {
            return status;
        }
    }

    private Identifiers() {}

    /** @throws IOException where the association breaks */
    static Attributes read(InputStream in, String transferSyntaxUid) throws IOException, BadIdentifierException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > MAX_LENGTH) {
                throw new BadIdentifierException(
                        DimseStatus.UNABLE_TO_PROCESS.withComment("identifier of more than 1 MB"));
            }
        }
        try {
            return DicomReader.readDataSet(bytes.toByteArray(), TransferSyntax.of(transferSyntaxUid));
        } catch (IOException e) {
            throw new BadIdentifierException(DimseStatus.UNABLE_TO_PROCESS.withComment("identifier is malformed"));
        }
    }

    static byte[] write(Attributes identifier, String transferSyntaxUid) {
        return DicomWriter.toBytes(identifier, TransferSyntax.of(transferSyntaxUid));
    }
}
