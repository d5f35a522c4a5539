package org.muniment.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** File meta information (PS3.10 7.1) as this program writes it. */
public record FileMeta(String sopClassUid, String sopInstanceUid, String transferSyntaxUid) {

    /** Names this program as the one that wrote the file. */
    public static final String IMPLEMENTATION_CLASS_UID = "2.25.138679336754726541252830660917013919554";

    public static final String IMPLEMENTATION_VERSION_NAME = "MUNIMENT_0_1";

    /** Group 0002, without its length, which the writer adds. */
    public Attributes toAttributes() {
        Attributes meta = new Attributes();
        meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
        meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, sopClassUid);
        meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, sopInstanceUid);
        meta.setString(Tag.TransferSyntaxUID, VR.UI, transferSyntaxUid);
        meta.setString(Tag.ImplementationClassUID, VR.UI, IMPLEMENTATION_CLASS_UID);
        meta.setString(Tag.ImplementationVersionName, VR.SH, IMPLEMENTATION_VERSION_NAME);
        return meta;
    }

    /** Preamble, "DICM" and meta information: what a file starts with. The bytes of the data set may follow as they are. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try {
            DicomWriter.writeFileHeader(null, toAttributes(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
