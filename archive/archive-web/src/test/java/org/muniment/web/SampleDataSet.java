package org.muniment.web;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Data sets for tests: CT images of studies {@code 2.25.{study}} with series and instances below, to be changed as needed. */
public final class SampleDataSet {

    private SampleDataSet() {}

    /** Of a patient {@code P{study}} called {@code Doe{study}^Jane}; without pixels. */
    public static Attributes ct(int study, int series, int instance) {
        Attributes dataSet = new Attributes();
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, SpecificCharacterSet.UTF8.toString());
        dataSet.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        dataSet.setString(Tag.SOPInstanceUID, VR.UI, "2.25." + study + "." + series + "." + instance);
        dataSet.setString(Tag.StudyInstanceUID, VR.UI, "2.25." + study);
        dataSet.setString(Tag.SeriesInstanceUID, VR.UI, "2.25." + study + "." + series);
        dataSet.setString(Tag.StudyDate, VR.DA, String.format("202401%02d", study));
        dataSet.setString(Tag.StudyTime, VR.TM, "101500");
        dataSet.setString(Tag.AccessionNumber, VR.SH, "A" + study);
        dataSet.setString(Tag.StudyDescription, VR.LO, "Abdomen " + study);
        dataSet.setString(Tag.Modality, VR.CS, "CT");
        dataSet.setString(Tag.PatientName, VR.PN, "Doe" + study + "^Jane");
        dataSet.setString(Tag.PatientID, VR.LO, "P" + study);
        dataSet.setInt(Tag.SeriesNumber, VR.IS, series);
        dataSet.setInt(Tag.InstanceNumber, VR.IS, instance);
        dataSet.setInt(Tag.Rows, VR.US, 16);
        dataSet.setInt(Tag.Columns, VR.US, 16);
        dataSet.setInt(Tag.BitsAllocated, VR.US, 16);
        return dataSet;
    }
}
