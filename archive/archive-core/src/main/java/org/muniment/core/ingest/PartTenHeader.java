package org.muniment.core.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * What the archive puts before a data set to make it a file: a preamble of zeros, as a received one may be a program, and file meta
 * information (PS3.10 7.1). Made of nothing but the data set's own UIDs, forever: the same data set must always give a file of the same
 * digest, whoever sends it, whenever, to whatever release of the archive.
 */
final class PartTenHeader {

    private static final String IMPLEMENTATION_VERSION_NAME = "MUNIMENT";

    private PartTenHeader() {}

    static byte[] of(IngestRequest request) {
        Attributes meta = new FileMeta(
                        request.sopClassUid(), request.sopInstanceUid().value(), request.transferSyntaxUid())
                .toAttributes();
        meta.setString(Tag.ImplementationVersionName, VR.SH, IMPLEMENTATION_VERSION_NAME);
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try {
            DicomWriter.writeFileHeader(null, meta, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
