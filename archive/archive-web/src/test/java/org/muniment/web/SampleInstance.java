package org.muniment.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** A CT image, or what a test makes of it: instance 2.25.{study}.{series}.{instance}, 16 by 16 pixels of 16 bits, for each frame others. */
public final class SampleInstance {

    public static final int FRAME_LENGTH = 512;

    private final Attributes dataSet = new Attributes();

    public SampleInstance(int study, int series, int instance) {
        with(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        with(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        with(Tag.SOPInstanceUID, VR.UI, "2.25." + study + "." + series + "." + instance);
        with(Tag.StudyDate, VR.DA, "20240229");
        with(Tag.Modality, VR.CS, "CT");
        with(Tag.PatientName, VR.PN, "Müller^Jürgen");
        with(Tag.PatientID, VR.LO, "P" + study);
        with(Tag.StudyInstanceUID, VR.UI, "2.25." + study);
        with(Tag.SeriesInstanceUID, VR.UI, "2.25." + study + "." + series);
        with(Tag.InstanceNumber, VR.IS, String.valueOf(instance));
        with(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        number(Tag.SamplesPerPixel, 1).number(Tag.Rows, 16).number(Tag.Columns, 16);
        number(Tag.BitsAllocated, 16).number(Tag.BitsStored, 16).number(Tag.HighBit, 15);
        number(Tag.PixelRepresentation, 0);
        frames(1);
    }

    public SampleInstance with(int tag, VR vr, String... values) {
        dataSet.setString(tag, vr, values);
        return this;
    }

    private SampleInstance number(int tag, int value) {
        dataSet.setInt(tag, VR.US, value);
        return this;
    }

    /** Gives it so many frames of random pixels. */
    public SampleInstance frames(int count) {
        if (count > 1) with(Tag.NumberOfFrames, VR.IS, String.valueOf(count));
        byte[] pixels = new byte[count * FRAME_LENGTH];
        new Random(count).nextBytes(pixels);
        dataSet.setBytes(Tag.PixelData, VR.OW, pixels);
        return this;
    }

    public Attributes dataSet() {
        return dataSet;
    }

    public byte[] pixels() {
        return dataSet.getBytes(Tag.PixelData);
    }

    public InstanceId id() {
        return new InstanceId(
                new StudyInstanceUid(dataSet.getString(Tag.StudyInstanceUID)),
                new SeriesInstanceUid(dataSet.getString(Tag.SeriesInstanceUID)),
                new SopInstanceUid(dataSet.getString(Tag.SOPInstanceUID)));
    }

    /** Its path in DICOMweb. */
    public String path() {
        return "/dicom-web/studies/" + id().study() + "/series/" + id().series() + "/instances/" + id().instance();
    }

    /** A Part 10 file. */
    public byte[] file() {
        return file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    public byte[] file(TransferSyntax syntax) {
        FileMeta meta =
                new FileMeta(dataSet.getString(Tag.SOPClassUID), dataSet.getString(Tag.SOPInstanceUID), syntax.uid());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomWriter.writeFile(meta.toAttributes(), dataSet, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
