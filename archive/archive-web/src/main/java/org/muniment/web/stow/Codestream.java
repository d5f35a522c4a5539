package org.muniment.web.stow;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/**
 * What a compressed image says of itself, so that its sender does not have to (PS3.18 10.5.1.1.2.2).
 *
 * @param offset where in the file the codestream begins; JPEG 2000 may come wrapped in JP2 boxes
 */
record Codestream(
        String transferSyntaxUid,
        int rows,
        int columns,
        int samples,
        int bits,
        boolean lossy,
        String photometricInterpretation,
        long offset) {

    Codestream {
        boolean sensible = rows > 0 && rows <= 0xffff && columns > 0 && columns <= 0xffff && samples > 0;
        if (!sensible) throw malformed("The image has a size that DICOM has no room for");
    }

    /**
     * Looks into a file of JPEG, JPEG-LS, JPEG 2000 or HTJ2K; empty where it is none of these.
     *
     * @throws ArchiveException MALFORMED_DATA_SET
     */
    static Optional<Codestream> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            in.mark(16);
            int start = in.readInt();
            in.reset();
            if (start >>> 16 == JpegHeader.START) return Optional.of(JpegHeader.read(in));
            boolean boxes = start == Jpeg2000Header.SIGNATURE_BOX_LENGTH;
            if (boxes || start == Jpeg2000Header.START) return Optional.of(Jpeg2000Header.read(in, boxes));
            return Optional.empty();
        } catch (java.io.EOFException e) {
            throw malformed("The image ends within its header");
        }
    }

    static ArchiveException malformed(String problem) {
        return new ArchiveException(ErrorCode.MALFORMED_DATA_SET, problem);
    }

    static void skip(InputStream in, long bytes) throws IOException {
        if (bytes < 0) throw malformed("The image has a header of negative length");
        in.skipNBytes(bytes);
    }

    /**
     * Adds what the data set lacks of the Image Pixel description (PS3.3 table C.7-11c).
     *
     * @throws ArchiveException DATA_SET_MISMATCH where it contradicts the image
     */
    void describe(Attributes dataSet) {
        number(dataSet, Tag.Rows, rows, true);
        number(dataSet, Tag.Columns, columns, true);
        number(dataSet, Tag.SamplesPerPixel, samples, true);
        number(dataSet, Tag.BitsAllocated, bits > 8 ? 16 : 8, false);
        number(dataSet, Tag.BitsStored, bits, false);
        number(dataSet, Tag.HighBit, bits - 1, false);
        number(dataSet, Tag.PixelRepresentation, 0, false);
        if (samples > 1) number(dataSet, Tag.PlanarConfiguration, 0, false);
        if (!dataSet.containsValue(Tag.PhotometricInterpretation))
            dataSet.setString(Tag.PhotometricInterpretation, VR.CS, photometricInterpretation);
        if (lossy && !dataSet.containsValue(Tag.LossyImageCompression))
            dataSet.setString(Tag.LossyImageCompression, VR.CS, "01");
    }

    private static void number(Attributes dataSet, int tag, int value, boolean mustAgree) {
        if (!dataSet.containsValue(tag)) dataSet.setInt(tag, VR.US, value);
        else if (mustAgree && dataSet.getInt(tag, value) != value)
            throw new ArchiveException(
                    ErrorCode.DATA_SET_MISMATCH,
                    String.format(
                            "(%04X,%04X) of the metadata is not that of the image, %d",
                            tag >>> 16, tag & 0xffff, value));
    }

    /** @param saidLossy which JPEG 2000 can be by leaving out what a reversible transform made */
    String transferSyntaxUid(boolean saidLossy) {
        if (saidLossy && transferSyntaxUid.equals(UID.JPEG2000Lossless)) return UID.JPEG2000;
        if (saidLossy && transferSyntaxUid.equals(UID.HTJ2KLossless)) return UID.HTJ2K;
        return transferSyntaxUid;
    }

    static boolean isLossy(String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            case UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLSNearLossless, UID.JPEG2000, UID.HTJ2K -> true;
            default -> false;
        };
    }
}
