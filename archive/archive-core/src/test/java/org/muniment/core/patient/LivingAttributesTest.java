package org.muniment.core.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.StudyPatient;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class LivingAttributesTest {

    private static final PatientIdentifier B = new PatientIdentifier("B", "HOSPITAL");
    private static final ReconciliationId RECONCILIATION = ReconciliationId.random();

    private final Attributes arrived = arrived();

    private static Attributes arrived() {
        Attributes jane = new Attributes();
        jane.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        jane.setString(Tag.PatientName, VR.PN, "Doe^Jane");
        jane.setString(Tag.PatientID, VR.LO, "A");
        jane.setString(Tag.IssuerOfPatientID, VR.LO, "HOSPITAL");
        jane.setString(Tag.PatientBirthDate, VR.DA, "19700101");
        jane.setString(Tag.PatientBirthTime, VR.TM, "1200");
        jane.setString(Tag.PatientSex, VR.CS, "F");
        jane.setString(Tag.OtherPatientIDs, VR.LO, "A-OLD");
        jane.setString(Tag.OtherPatientNames, VR.PN, "Roe^Jane");
        jane.setString(Tag.PatientComments, VR.LT, "called Jane");
        Attributes other = new Attributes();
        other.setString(Tag.PatientID, VR.LO, "A2");
        jane.setItems(Tag.OtherPatientIDsSequence, other);
        return jane;
    }

    private Attributes assigned(String name, String birthDate, String sex) {
        Patient living = patient(name, birthDate, sex);
        StudyPatient study = StudyPatient.arrived(new StudyInstanceUid("2.25.1"), arrived)
                .assigned(new StudyPatient.Assignment(RECONCILIATION, B));
        return LivingAttributes.of(study, living);
    }

    private static Patient patient(String name, String birthDate, String sex) {
        return new Patient(B, Set.of(), name, birthDate, sex, false, "", true, Optional.empty(), Instant.EPOCH);
    }

    @Test
    void shouldLeaveNothingOfWhomTheStudyWasTakenFor() {
        Attributes says = assigned("Smith^John", "", "M");
        assertThat(says.getString(Tag.PatientID)).isEqualTo("B");
        assertThat(says.getString(Tag.PatientName)).isEqualTo("Smith^John");
        assertThat(says.contains(Tag.PatientBirthDate)).isTrue();
        assertThat(says.containsValue(Tag.PatientBirthDate)).isFalse();
        assertThat(says.elements())
                .extracting(Attributes.Element::tag)
                .containsExactlyInAnyOrder(
                        Tag.SpecificCharacterSet,
                        Tag.PatientName,
                        Tag.PatientID,
                        Tag.IssuerOfPatientID,
                        Tag.PatientBirthDate,
                        Tag.PatientSex);

        Attributes file = arrived();
        new Rewording(arrived, says).applyTo(file);
        assertThat(file).isEqualTo(says);
    }

    @Test
    void shouldKeepWhatIsNotKnownBetterOfTheSamePerson() {
        Attributes says = assigned("Doe^Jane", "", "");
        assertThat(says.getString(Tag.PatientBirthDate)).isEqualTo("19700101");
        assertThat(says.getString(Tag.OtherPatientIDs)).isEqualTo("A-OLD");
    }

    @Test
    void shouldNotLeaveTheNameOfAnotherWhereTheCharacterSetLacksTheNewOne() {
        Attributes ascii = arrived();
        ascii.remove(Tag.SpecificCharacterSet);
        new Rewording(arrived, assigned("Müller^Jörg", "19500101", "M")).applyInItsCharacterSet(ascii);
        assertThat(ascii.getString(Tag.PatientID)).isEqualTo("B");
        assertThat(ascii.contains(Tag.PatientName)).isTrue();
        assertThat(ascii.containsValue(Tag.PatientName)).isFalse();
    }
}
