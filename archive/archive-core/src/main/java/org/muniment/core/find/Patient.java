package org.muniment.core.find;

import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.NameKey;
import org.muniment.dicom.Tag;

/**
 * What makes two studies those of one patient: the Patient ID and its issuer, as an ID alone is unique in its issuer's scope only (PS3.3
 * C.7.1.1). Without an ID, name and birth date too have to be the same: two people are never made one because both lack an ID.
 */
record Patient(String id, String issuer, String name, String birthDate) {

    static Patient of(StudyRecord study) {
        Attributes a = study.attributes();
        String id = a.getString(Tag.PatientID, "");
        String issuer = a.getString(Tag.IssuerOfPatientID, "");
        if (!id.isEmpty()) return new Patient(id, issuer, "", "");
        return new Patient("", issuer, NameKey.of(a.getString(Tag.PatientName)), a.getString(Tag.PatientBirthDate, ""));
    }
}
