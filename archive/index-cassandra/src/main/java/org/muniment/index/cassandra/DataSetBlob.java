package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.data.ByteUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.TransferSyntax;

/** How a row keeps its attributes: a data set in Explicit VR Little Endian (PS3.5 A.2), readable without this code. */
final class DataSetBlob {

    private DataSetBlob() {}

    static ByteBuffer encode(Attributes attributes) {
        return ByteBuffer.wrap(DicomWriter.toBytes(attributes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    static Attributes decode(ByteBuffer blob) {
        return decode(ByteUtils.getArray(blob));
    }

    static Attributes decode(byte[] blob) {
        try {
            return DicomReader.readDataSet(blob, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.INTERNAL, "attributes in the index can't be read", e);
        }
    }
}
