package org.muniment.server.moves;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;

/** Images that become smaller by being encoded anew, each of another size. */
final class MovingImage {

    static final Transcoder TRANSCODER = new Transcoder(
            Codecs.installed(), Path.of(System.getProperty("java.io.tmpdir")), new FrameMemory(16 << 20));

    private static final int ROWS = 40;

    private MovingImage() {}

    static Attributes of(StudyInstanceUid study, int instance) {
        Attributes image = new Attributes();
        image.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        image.setString(Tag.SOPInstanceUID, VR.UI, study + ".1." + instance);
        image.setString(Tag.StudyInstanceUID, VR.UI, study.value());
        image.setString(Tag.SeriesInstanceUID, VR.UI, study + "." + (instance % 2 + 1));
        image.setString(Tag.StudyDate, VR.DA, "20100101");
        image.setString(Tag.Modality, VR.CS, "CT");
        image.setString(Tag.PatientID, VR.LO, study.value());
        int columns = 60 + instance;
        image.setInt(Tag.SamplesPerPixel, VR.US, 1);
        image.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        image.setInt(Tag.Rows, VR.US, ROWS);
        image.setInt(Tag.Columns, VR.US, columns);
        image.setInt(Tag.BitsAllocated, VR.US, 16);
        image.setInt(Tag.BitsStored, VR.US, 16);
        image.setInt(Tag.HighBit, VR.US, 15);
        image.setInt(Tag.PixelRepresentation, VR.US, 0);
        byte[] pixels = new byte[ROWS * columns * 2];
        for (int i = 0; i < pixels.length; i += 2) pixels[i] = (byte) (i / columns);
        image.setBytes(Tag.PixelData, VR.OW, pixels);
        return image;
    }

    /** The data set of a Part 10 file, uncompressed. */
    static byte[] decoded(byte[] file) throws IOException {
        DicomReader reader = DicomReader.ofFile(file, ReadOptions.IN_MEMORY);
        int offset = Math.toIntExact(reader.position());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TRANSCODER.transcode(
                    new ByteArrayInputStream(file, offset, file.length - offset),
                    reader.transferSyntax().uid(),
                    UID.ExplicitVRLittleEndian,
                    out);
        } catch (PixelException e) {
            throw new IOException(e);
        }
        return out.toByteArray();
    }
}
