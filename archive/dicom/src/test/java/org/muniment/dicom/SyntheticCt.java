package org.muniment.dicom;

import java.util.Random;

/** A CT slice as scanners write it: some hundred elements, a few sequences, private ones, and pixel data of any size. */
final class SyntheticCt {

    private SyntheticCt() {}

    static Attributes withPixels(int bytes) {
        Attributes ct = new Attributes();
        ct.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        ct.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "AXIAL");
        ct.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        ct.setString(Tag.SOPInstanceUID, VR.UI, "2.25.1234567890123456789012345678901234567");
        ct.setString(Tag.StudyDate, VR.DA, "20240229");
        ct.setString(Tag.AccessionNumber, VR.SH, "A4711");
        ct.setString(Tag.Modality, VR.CS, "CT");
        ct.setString(Tag.PatientName, VR.PN, "Müller^Jürgen");
        ct.setString(Tag.PatientID, VR.LO, "PID-1");
        ct.setString(Tag.StudyInstanceUID, VR.UI, "2.25.2");
        ct.setString(Tag.SeriesInstanceUID, VR.UI, "2.25.3");
        ct.setItems(Tag.ReferencedImageSequence, reference("2.25.4"), reference("2.25.5"));
        ct.setString(0x00090010, VR.LO, "MAKER_01");
        for (int i = 0; i < 80; i++) ct.setString(0x00091000 + i, VR.LO, "private value " + i);
        ct.setInt(Tag.Rows, VR.US, 512);
        ct.setInt(Tag.Columns, VR.US, 512);
        ct.setInt(Tag.BitsAllocated, VR.US, 16);
        ct.setInt(Tag.PixelRepresentation, VR.US, 1);
        ct.setInt(Tag.SmallestImagePixelValue, VR.SS, -1024);
        byte[] pixels = new byte[bytes];
        new Random(1).nextBytes(pixels);
        ct.setBytes(Tag.PixelData, VR.OW, pixels);
        return ct;
    }

    private static Attributes reference(String instance) {
        Attributes item = new Attributes();
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, UID.CTImageStorage);
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, instance);
        return item;
    }
}
