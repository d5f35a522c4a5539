package org.muniment.camel.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DataSetConverter;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.net.SubOperation;

/**
 * An instance in a Part 10 file (PS3.10 section 7), sent as it lies there or in another native transfer syntax.
 *
 * @param dataSetOffset where the data set begins in the file
 */
record PartTenFile(Path file, long dataSetOffset, TransferSyntax syntax, String sopClassUid, String sopInstanceUid)
        implements SubOperation {

    private static final int PREAMBLE_AND_PREFIX = 132;
    private static final List<TransferSyntax> NATIVE =
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    /** @throws DicomFormatException where it is no DICOM file, or names no instance */
    static PartTenFile open(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DicomReader reader = DicomReader.ofFile(in, ReadOptions.IN_MEMORY.withStopBefore(Tag.SOPInstanceUID + 1));
            long offset = headerLength(reader);
            Attributes start = reader.read();
            String sopClassUid = start.getString(Tag.SOPClassUID);
            String sopInstanceUid = start.getString(Tag.SOPInstanceUID);
            if (sopClassUid == null || sopInstanceUid == null) {
                throw new DicomFormatException("No SOP Class or Instance UID", Tag.SOPInstanceUID, offset);
            }
            return new PartTenFile(file, offset, reader.transferSyntax(), sopClassUid, sopInstanceUid);
        }
    }

    /** Preamble, prefix and group 0002, which is always in Explicit VR with defined lengths (PS3.10 7.1). */
    private static long headerLength(DicomReader reader) {
        long length = reader.preamble() == null ? 0 : PREAMBLE_AND_PREFIX;
        for (Attributes.Element element : reader.fileMeta().elements()) {
            length += element.vr().hasLongLength() ? 12 : 8;
            length += reader.fileMeta().getBytes(element.tag()).length;
        }
        return length;
    }

    @Override
    public String transferSyntaxUid() {
        return syntax.uid();
    }

    @Override
    public List<String> convertibleTo() {
        return NATIVE.stream()
                .filter(to -> !to.equals(syntax) && DataSetConverter.canConvert(syntax, to))
                .map(TransferSyntax::uid)
                .toList();
    }

    @Override
    public void writeDataSet(String transferSyntaxUid, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(dataSetOffset);
            if (transferSyntaxUid.equals(syntax.uid())) in.transferTo(out);
            else DataSetConverter.convert(in, syntax, out, TransferSyntax.of(transferSyntaxUid));
        }
    }
}
