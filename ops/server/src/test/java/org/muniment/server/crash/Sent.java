package org.muniment.server.crash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** An instance a sender has, and will send again until the archive acknowledges it. */
record Sent(String study, String sopInstanceUid, byte[] dataSet, String digest) {

    private static final int[] PIXEL_BYTES = {200, 4_000, 60_000, 500_000};

    /** CT slice {@code number} of a series, small or large as {@code random} has it. */
    static Sent slice(String study, String series, int number, Random random) {
        byte[] pixels = new byte[PIXEL_BYTES[random.nextInt(PIXEL_BYTES.length)]];
        random.nextBytes(pixels);
        return slice(study, series, number, pixels);
    }

    /** The same with next to no pixels. */
    static Sent small(String study, String series, int number) {
        return slice(study, series, number, new byte[PIXEL_BYTES[0]]);
    }

    private static Sent slice(String study, String series, int number, byte[] pixels) {
        Attributes ct = new Attributes();
        ct.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        ct.setString(Tag.SOPInstanceUID, VR.UI, series + "." + number);
        ct.setString(Tag.StudyDate, VR.DA, "20240229");
        ct.setString(Tag.Modality, VR.CS, "CT");
        ct.setString(Tag.PatientName, VR.PN, "Kill^Test");
        ct.setString(Tag.PatientID, VR.LO, "K1");
        ct.setString(Tag.StudyInstanceUID, VR.UI, study);
        ct.setString(Tag.SeriesInstanceUID, VR.UI, series);
        ct.setInt(Tag.InstanceNumber, VR.IS, number);
        ct.setBytes(Tag.PixelData, VR.OW, pixels);
        byte[] dataSet = DicomWriter.toBytes(ct, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return new Sent(study, series + "." + number, dataSet, digest(dataSet));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
