package org.muniment.server.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Files made for load: pictures of nothing, with the attributes their kind of object must have. */
final class Samples {

    private Samples() {}

    /** A single-frame CT slice of 512 x 512 pixels of 16 bits. */
    static void slice(Path file, String studyUid, String seriesUid, String instanceUid) throws IOException {
        Attributes slice = image(UID.CTImageStorage, studyUid, seriesUid, instanceUid, 16);
        slice.setString(Tag.Modality, VR.CS, "CT");
        slice.setBytes(Tag.PixelData, VR.OW, new byte[512 * 512 * 2]);
        Files.write(file, partTen(slice));
    }

    /**
     * A multi-frame image of 512 x 512 pixels of 8 bits, whose frames begin with their number (from 1, in four bytes) and are otherwise black; on
     * disk it takes no more room than that.
     */
    static void multiFrame(Path file, String studyUid, String seriesUid, String instanceUid, int frames)
            throws IOException {
        Attributes image =
                image(UID.MultiFrameGrayscaleByteSecondaryCaptureImageStorage, studyUid, seriesUid, instanceUid, 8);
        image.setString(Tag.Modality, VR.CS, "OT");
        image.setInt(Tag.NumberOfFrames, VR.IS, frames);
        byte[] header = partTen(image);
        int frameLength = 512 * 512;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(header);
            ByteBuffer element = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            element.putShort((short) 0x7FE0)
                    .putShort((short) 0x0010)
                    .put((byte) 'O')
                    .put((byte) 'B');
            element.putShort((short) 0).putInt((int) ((long) frames * frameLength));
            out.write(element.array());
            long pixels = out.getFilePointer();
            for (int frame = 0; frame < frames; frame++) {
                out.seek(pixels + (long) frame * frameLength);
                out.writeInt(frame + 1);
            }
            out.setLength(pixels + (long) frames * frameLength);
        }
    }

    private static Attributes image(
            String sopClassUid, String studyUid, String seriesUid, String instanceUid, int bits) {
        Attributes image = new Attributes();
        image.setString(Tag.SOPClassUID, VR.UI, sopClassUid);
        image.setString(Tag.SOPInstanceUID, VR.UI, instanceUid);
        image.setString(Tag.StudyInstanceUID, VR.UI, studyUid);
        image.setString(Tag.SeriesInstanceUID, VR.UI, seriesUid);
        image.setString(Tag.PatientID, VR.LO, "LOAD");
        image.setString(Tag.PatientName, VR.PN, "Load^Test");
        image.setInt(Tag.SamplesPerPixel, VR.US, 1);
        image.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        image.setInt(Tag.Rows, VR.US, 512);
        image.setInt(Tag.Columns, VR.US, 512);
        image.setInt(Tag.BitsAllocated, VR.US, bits);
        image.setInt(Tag.BitsStored, VR.US, bits);
        image.setInt(Tag.HighBit, VR.US, bits - 1);
        image.setInt(Tag.PixelRepresentation, VR.US, 0);
        return image;
    }

    private static byte[] partTen(Attributes dataSet) throws IOException {
        FileMeta meta = new FileMeta(
                dataSet.getString(Tag.SOPClassUID), dataSet.getString(Tag.SOPInstanceUID), UID.ExplicitVRLittleEndian);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.writeFile(meta.toAttributes(), dataSet, out);
        return out.toByteArray();
    }
}
