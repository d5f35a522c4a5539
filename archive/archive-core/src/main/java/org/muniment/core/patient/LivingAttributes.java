package org.muniment.core.patient;

import org.muniment.archive.index.QueryableAttributes;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.StudyPatient;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What a study says of its patient: what it said when it came, put right by what is known of the living patient (IHE RAD TF-1 4, PIR). */
final class LivingAttributes {

    private LivingAttributes() {}

    /** Those of {@link QueryableAttributes#PATIENT} in a study's row. */
    static Attributes of(StudyRecord study) {
        Attributes patient = new Attributes(study.attributes(), QueryableAttributes.PATIENT);
        copyCharacterSet(study.attributes(), patient);
        return patient;
    }

    private static void copyCharacterSet(Attributes from, Attributes to) {
        if (from.contains(Tag.SpecificCharacterSet)) to.put(from.get(Tag.SpecificCharacterSet));
    }

    /** @param living whom the study's identifier leads to */
    static Attributes of(StudyPatient study, Patient living) {
        Attributes patient = new Attributes(study.arrived());
        if (study.claimed().isEmpty()) return patient;
        boolean moved = study.isAssigned() || !study.claimed().get().equals(living.identifier());
        boolean samePerson = !Person.of(study.arrived()).isClearlyNot(Person.of(living));
        // what is not known of whose it is must not be told of whom it was taken for
        if (study.isAssigned() && !samePerson) clear(patient);
        if (moved) identify(patient, living.identifier());
        // one identifier, two people: that is for somebody to decide, and nothing to be covered up
        if (moved || living.registered() && samePerson) describe(patient, living);
        return patient;
    }

    /** Only those of type 2 (PS3.3 C.7.1.1) stay, empty. */
    private static void clear(Attributes patient) {
        QueryableAttributes.PATIENT.forEach(patient::remove);
        patient.setNull(Tag.PatientName, VR.PN);
        patient.setNull(Tag.PatientBirthDate, VR.DA);
        patient.setNull(Tag.PatientSex, VR.CS);
    }

    /**
     * What an instance is to say that came under another identifier of its study's patient: who that is, and what it has to itself.
     *
     * @param study what the study says
     * @param instance what the instance says, in UTF-8
     */
    static Attributes as(Attributes study, Attributes instance) {
        Attributes patient = new Attributes(instance);
        PatientIdentifier.of(study).ifPresent(living -> identify(patient, living));
        set(patient, Tag.PatientName, VR.PN, study.getString(Tag.PatientName, ""));
        set(patient, Tag.PatientBirthDate, VR.DA, study.getString(Tag.PatientBirthDate, ""));
        set(patient, Tag.PatientSex, VR.CS, study.getString(Tag.PatientSex, ""));
        return patient;
    }

    private static void identify(Attributes patient, PatientIdentifier living) {
        patient.setString(Tag.PatientID, VR.LO, living.id());
        patient.remove(Tag.TypeOfPatientID);
        patient.remove(Tag.IssuerOfPatientIDQualifiersSequence);
        if (living.hasIssuer()) patient.setString(Tag.IssuerOfPatientID, VR.LO, living.issuer());
        else patient.remove(Tag.IssuerOfPatientID);
    }

    private static void describe(Attributes patient, Patient living) {
        set(patient, Tag.PatientName, VR.PN, living.name());
        set(patient, Tag.PatientBirthDate, VR.DA, living.birthDate());
        set(patient, Tag.PatientSex, VR.CS, living.sex());
    }

    private static void set(Attributes patient, int tag, VR vr, String value) {
        // what is equal stays, however it is written: nothing is rewritten for a blank
        if (!value.isEmpty() && !value.equals(patient.getString(tag))) patient.setString(tag, vr, value);
    }

    /** The study's row with another patient. */
    static StudyRecord in(StudyRecord study, Attributes patient) {
        Attributes all = new Attributes(study.attributes());
        QueryableAttributes.PATIENT.forEach(all::remove);
        all.putAll(patient);
        return new StudyRecord(study.id(), all, study.modalities(), study.sopClasses());
    }
}
