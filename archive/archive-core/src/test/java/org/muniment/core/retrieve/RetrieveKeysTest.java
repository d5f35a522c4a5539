package org.muniment.core.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.find.QueryRoot;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class RetrieveKeysTest {

    private final Attributes identifier = new Attributes();

    @Test
    void shouldReadAListOfUids() {
        level("STUDY").uid(Tag.StudyInstanceUID, "1.2", "1.3", "1.2");
        RetrieveKeys keys = RetrieveKeys.fromIdentifier(QueryRoot.STUDY, identifier, false);
        assertThat(keys.level()).isEqualTo(QueryLevel.STUDY);
        assertThat(keys.patientId()).isEmpty();
        assertThat(keys.studies()).containsExactly(new StudyInstanceUid("1.2"), new StudyInstanceUid("1.3"));
    }

    @Test
    void shouldTakeEmptyKeysAsNotGiven() {
        level("SERIES")
                .uid(Tag.StudyInstanceUID, "1.2")
                .uid(Tag.SeriesInstanceUID, "1.3")
                .uid(Tag.SOPInstanceUID);
        identifier.setNull(Tag.PatientID, VR.LO);
        RetrieveKeys keys = RetrieveKeys.fromIdentifier(QueryRoot.PATIENT, identifier, false);
        assertThat(keys.series()).containsExactly(new SeriesInstanceUid("1.3"));
        assertThat(keys.instances()).isEmpty();
        assertThat(keys.patientId()).isEmpty();
    }

    @Test
    void shouldAskForTheLevelsAboveUnlessRelational() {
        level("IMAGE").uid(Tag.SOPInstanceUID, "1.4");
        refused(QueryRoot.STUDY);
        assertThat(RetrieveKeys.fromIdentifier(QueryRoot.STUDY, identifier, true)
                        .instances())
                .hasSize(1);
        uid(Tag.StudyInstanceUID, "1.2");
        refused(QueryRoot.STUDY);
        uid(Tag.SeriesInstanceUID, "1.3", "1.5");
        refused(QueryRoot.STUDY);
        uid(Tag.SeriesInstanceUID, "1.3");
        assertThat(RetrieveKeys.fromIdentifier(QueryRoot.STUDY, identifier, false)
                        .instances())
                .hasSize(1);
    }

    @Test
    void shouldRefuseWhatNamesNothing() {
        refused(QueryRoot.STUDY);
        level("STUDY");
        refused(QueryRoot.STUDY);
        level("PATIENT");
        refused(QueryRoot.PATIENT);
    }

    @Test
    void shouldRefuseALevelTheModelDoesNotHave() {
        identifier.setString(Tag.PatientID, VR.LO, "P1");
        level("PATIENT");
        refused(QueryRoot.STUDY);
        assertThat(RetrieveKeys.fromIdentifier(QueryRoot.PATIENT, identifier, false)
                        .patientId())
                .contains("P1");
        level("SERIES").uid(Tag.StudyInstanceUID, "1.2").uid(Tag.SeriesInstanceUID, "1.3");
        refused(QueryRoot.PATIENT_STUDY_ONLY);
    }

    @Test
    void shouldRefuseWhatIsNoUid() {
        level("STUDY").uid(Tag.StudyInstanceUID, "1.2*");
        refused(QueryRoot.STUDY);
    }

    @Test
    void shouldRefuseSeveralPatients() {
        level("PATIENT");
        identifier.setString(Tag.PatientID, VR.LO, "P1", "P2");
        refused(QueryRoot.PATIENT);
    }

    @Test
    void shouldRefuseMoreUidsThanARetrievalMayLookUp() {
        level("STUDY")
                .uid(Tag.StudyInstanceUID, Collections.nCopies(20_001, "1.2").toArray(String[]::new));
        refused(QueryRoot.STUDY);
    }

    private RetrieveKeysTest level(String level) {
        identifier.setString(Tag.QueryRetrieveLevel, VR.CS, level);
        return this;
    }

    private RetrieveKeysTest uid(int tag, String... values) {
        identifier.setString(tag, VR.UI, values);
        return this;
    }

    private void refused(QueryRoot root) {
        assertThatThrownBy(() -> RetrieveKeys.fromIdentifier(root, identifier, false))
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.INVALID_QUERY);
    }
}
