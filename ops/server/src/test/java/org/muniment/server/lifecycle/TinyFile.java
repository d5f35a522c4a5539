package org.muniment.server.lifecycle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** The one instance of a study of which nothing matters but that it is there. */
final class TinyFile {

    private TinyFile() {}

    /** A Part 10 file. */
    static byte[] of(StudyInstanceUid study) throws IOException {
        Attributes dataSet = new Attributes();
        dataSet.setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage);
        dataSet.setString(Tag.SOPInstanceUID, VR.UI, study + ".1.1");
        dataSet.setString(Tag.StudyInstanceUID, VR.UI, study.value());
        dataSet.setString(Tag.SeriesInstanceUID, VR.UI, study + ".1");
        dataSet.setString(Tag.PatientID, VR.LO, "of " + study);
        dataSet.setString(Tag.StudyDate, VR.DA, "20240229");
        dataSet.setString(Tag.Modality, VR.CS, "OT");
        FileMeta meta = new FileMeta(
                dataSet.getString(Tag.SOPClassUID), dataSet.getString(Tag.SOPInstanceUID), UID.ExplicitVRLittleEndian);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.writeFile(meta.toAttributes(), dataSet, out);
        return out.toByteArray();
    }
}
