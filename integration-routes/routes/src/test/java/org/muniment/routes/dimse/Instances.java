package org.muniment.routes.dimse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Small CT images 2.25.study.series.instance of patients Pstudy. */
final class Instances {

    private Instances() {}

    static Attributes image(int study, int instance) {
        Attributes image = new Attributes();
        image.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        image.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        image.setString(Tag.SOPInstanceUID, VR.UI, uid(study, instance));
        image.setString(Tag.StudyDate, VR.DA, "20240229");
        image.setString(Tag.Modality, VR.CS, "CT");
        image.setString(Tag.PatientName, VR.PN, "Doe^Jane");
        image.setString(Tag.PatientID, VR.LO, "P" + study);
        image.setString(Tag.StudyInstanceUID, VR.UI, "2.25." + study);
        image.setString(Tag.SeriesInstanceUID, VR.UI, "2.25." + study + ".1");
        image.setString(Tag.InstanceNumber, VR.IS, String.valueOf(instance));
        image.setInt(Tag.Rows, VR.US, 64);
        image.setInt(Tag.Columns, VR.US, 64);
        image.setBytes(Tag.PixelData, VR.OW, pixels(instance));
        return image;
    }

    static String uid(int study, int instance) {
        return "2.25." + study + ".1." + instance;
    }

    private static byte[] pixels(int seed) {
        byte[] pixels = new byte[8192];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }

    static byte[] bytes(Attributes dataSet) {
        return DicomWriter.toBytes(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    static Path file(Path directory, Attributes dataSet) throws IOException {
        String uid = dataSet.getString(Tag.SOPInstanceUID);
        Path file = directory.resolve(uid + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.writeFile(
                    new FileMeta(dataSet.getString(Tag.SOPClassUID), uid, UID.ExplicitVRLittleEndian).toAttributes(),
                    dataSet,
                    out);
        }
        return file;
    }

    /** An identifier of C-FIND, C-MOVE or C-GET for a study. */
    static Attributes study(int study) {
        Attributes identifier = new Attributes();
        identifier.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        identifier.setString(Tag.StudyInstanceUID, VR.UI, "2.25." + study);
        return identifier;
    }
}
