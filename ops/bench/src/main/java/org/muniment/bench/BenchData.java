package org.muniment.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Generated CT studies: the same shape for every archive, but UIDs of their own, so that no store is a duplicate. */
final class BenchData {

    private final Random random = new Random(20);

    /** A study of {@code instances} slices in series of at most 250; {@code pixels} are rows and columns. Returns its files' folder. */
    Path study(Path folder, String patientId, int instances, int pixels) throws IOException {
        Files.createDirectories(folder);
        byte[] noise = noise(pixels * pixels * 2);
        String study = uid();
        String series = uid();
        for (int i = 0; i < instances; i++) {
            if (i % 250 == 0) series = uid();
            Attributes ct = slice(patientId, study, series, i, pixels);
            ByteBuffer.wrap(noise).putInt(0, i);
            ct.setBytes(Tag.PixelData, VR.OW, noise);
            writeFile(ct, folder.resolve(String.format("%05d.dcm", i)));
        }
        return folder;
    }

    /** A study by its folder, and where DICOMweb has it and its last instance. */
    record Study(Path folder, String path, String instancePath) {}

    /** As {@link #study}, in one series. */
    Study described(Path folder, String patientId, int instances, int pixels) throws IOException {
        Files.createDirectories(folder);
        byte[] noise = noise(pixels * pixels * 2);
        String study = uid();
        String series = uid();
        Attributes slice = null;
        for (int i = 0; i < instances; i++) {
            slice = slice(patientId, study, series, i, pixels);
            ByteBuffer.wrap(noise).putInt(0, i);
            slice.setBytes(Tag.PixelData, VR.OW, noise);
            writeFile(slice, folder.resolve(String.format("%05d.dcm", i)));
        }
        return described(folder, slice);
    }

    /** One instance of many frames. */
    Study multiFrame(Path folder, String patientId, int frames, int pixels) throws IOException {
        Files.createDirectories(folder);
        Attributes cine = slice(patientId, uid(), uid(), 0, pixels);
        cine.setString(Tag.SOPClassUID, VR.UI, UID.MultiFrameGrayscaleWordSecondaryCaptureImageStorage);
        cine.setInt(Tag.NumberOfFrames, VR.IS, frames);
        cine.setBytes(Tag.PixelData, VR.OW, noise(pixels * pixels * 2 * frames));
        writeFile(cine, folder.resolve("cine.dcm"));
        return described(folder, cine);
    }

    private static Study described(Path folder, Attributes instance) {
        String study = "/studies/" + instance.getString(Tag.StudyInstanceUID);
        return new Study(
                folder,
                study,
                study + "/series/" + instance.getString(Tag.SeriesInstanceUID) + "/instances/"
                        + instance.getString(Tag.SOPInstanceUID));
    }

    /** Twelve bits in sixteen that no codec makes smaller. */
    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        for (int i = 0; i < noise.length; i += 2) noise[i + 1] &= 0x0f;
        return noise;
    }

    private static void writeFile(Attributes dataSet, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(dataSet, out);
        }
    }

    static void write(Attributes dataSet, OutputStream out) throws IOException {
        FileMeta meta = new FileMeta(
                dataSet.getString(Tag.SOPClassUID), dataSet.getString(Tag.SOPInstanceUID), UID.ExplicitVRLittleEndian);
        DicomWriter.writeFile(meta.toAttributes(), dataSet, out);
    }

    private static Attributes slice(String patientId, String study, String series, int number, int pixels) {
        Attributes a = new Attributes();
        a.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        a.setString(Tag.SOPInstanceUID, VR.UI, uid());
        a.setString(Tag.StudyInstanceUID, VR.UI, study);
        a.setString(Tag.SeriesInstanceUID, VR.UI, series);
        a.setString(Tag.StudyDate, VR.DA, "20240229");
        a.setString(Tag.StudyTime, VR.TM, "101500");
        a.setString(Tag.AccessionNumber, VR.SH, "ACC" + patientId);
        a.setString(Tag.Modality, VR.CS, "CT");
        a.setString(Tag.PatientName, VR.PN, "Bench^" + patientId);
        a.setString(Tag.PatientID, VR.LO, patientId);
        a.setString(Tag.PatientBirthDate, VR.DA, "19700101");
        a.setString(Tag.PatientSex, VR.CS, "O");
        a.setString(Tag.StudyDescription, VR.LO, "Thorax");
        a.setString(Tag.SeriesDescription, VR.LO, "Axial");
        a.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "AXIAL");
        a.setInt(Tag.SeriesNumber, VR.IS, 1);
        a.setInt(Tag.InstanceNumber, VR.IS, number + 1);
        a.setString(Tag.ImagePositionPatient, VR.DS, "-250", "-250", String.valueOf(number));
        a.setString(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0", "1", "0");
        a.setString(Tag.PixelSpacing, VR.DS, "0.9765625", "0.9765625");
        a.setString(Tag.FrameOfReferenceUID, VR.UI, series);
        a.setInt(Tag.SamplesPerPixel, VR.US, 1);
        a.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        a.setInt(Tag.Rows, VR.US, pixels);
        a.setInt(Tag.Columns, VR.US, pixels);
        a.setInt(Tag.BitsAllocated, VR.US, 16);
        a.setInt(Tag.BitsStored, VR.US, 12);
        a.setInt(Tag.HighBit, VR.US, 11);
        a.setInt(Tag.PixelRepresentation, VR.US, 0);
        a.setString(Tag.RescaleIntercept, VR.DS, "-1024");
        a.setString(Tag.RescaleSlope, VR.DS, "1");
        return a;
    }

    /** UUID-derived, PS3.5 B.2. */
    static String uid() {
        UUID uuid = UUID.randomUUID();
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return "2.25." + new BigInteger(1, bytes.array());
    }
}
