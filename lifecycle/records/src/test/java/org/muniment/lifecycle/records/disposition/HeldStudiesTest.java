package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.patient.PatientService;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.records.hold.HeldStudies;
import org.muniment.lifecycle.records.hold.HeldStudies.Count;
import org.muniment.lifecycle.records.hold.HoldDocument;
import org.muniment.lifecycle.records.hold.HoldDocument.PatientId;

/** How many studies whoever places a hold is told that it covers. */
class HeldStudiesTest extends DisposalDesk {

    private HeldStudies held(Stream<StudyInstanceUid> all) {
        return new HeldStudies(office.patients, office.facts, () -> all);
    }

    private Count count(Hold hold) {
        return held(Stream.empty()).count(hold);
    }

    private static Hold hold(String study, PatientId patient, String query) {
        return new HoldDocument(
                        UUID.randomUUID().toString(),
                        study,
                        patient,
                        query,
                        "suit",
                        "4 C 12/26",
                        "counsel",
                        "counsel",
                        Instant.now(),
                        LocalDate.of(2099, 1, 1),
                        false,
                        null,
                        null)
                .hold();
    }

    private static Hold onPatient(String id, String issuer) {
        return hold(null, new PatientId(id, issuer), null);
    }

    private void assign(StudyInstanceUid study, PatientIdentifier to) {
        office.patients.assign(study, to, new Provenance("rita", "item " + study, Instant.now()));
    }

    @Test
    void shouldCountAStudyThatIsThere() {
        StudyInstanceUid study = office.study(1, "20110101");
        assertThat(count(hold(study.value(), null, null))).isEqualTo(new Count(1, false));
        assertThat(count(hold("2.25.99", null, null))).isEqualTo(new Count(0, false));
    }

    @Test
    void shouldCountWhatIsThePatientsAndWhatWas() {
        PatientService patients = office.patients;
        office.study(1, "20110101");
        StudyInstanceUid given = office.study(2, "20110101");
        PatientIdentifier other = new PatientIdentifier("P9", "HOSPITAL");
        assign(given, other);
        patients.merge(
                new PatientIdentifier("P1", ""),
                new PatientIdentifier("P2", ""),
                new Provenance("ADT", "M1", Instant.now()));
        assertThat(count(onPatient("P1", null))).isEqualTo(new Count(2, false));
        assertThat(count(onPatient("P2", null))).isEqualTo(new Count(2, false));
        assertThat(count(onPatient("P9", "HOSPITAL"))).isEqualTo(new Count(1, false));
        assertThat(count(onPatient("P9", null))).isEqualTo(new Count(1, false));
        assertThat(held(Stream.empty()).named(onPatient("P2", null))).contains(given);
    }

    @Test
    void shouldCountNothingWhereTheNumberOrItsIssuerIsWrong() {
        assign(office.study(1, "20110101"), new PatientIdentifier("P9", "HOSPITAL"));
        assertThat(count(onPatient("P8", null))).isEqualTo(new Count(0, false));
        assertThat(count(onPatient("P9", "CLINIC"))).isEqualTo(new Count(0, false));
    }

    @Test
    void shouldCountOfAQueryWhatIsAmongTheNewestAndSayWhereThatIsNotAll() {
        StudyInstanceUid study = office.study(1, "20110101");
        Hold hold = hold(null, null, "{modality: CT}");
        Stream<StudyInstanceUid> others = IntStream.range(0, 200).mapToObj(i -> new StudyInstanceUid("2.25.5." + i));
        assertThat(held(Stream.of(study, study)).count(hold)).isEqualTo(new Count(1, false));
        assertThat(held(Stream.concat(Stream.of(study), others)).count(hold)).isEqualTo(new Count(1, true));
        assertThat(held(Stream.of(study)).count(hold(null, null, "{modality: MR}")))
                .isEqualTo(new Count(0, false));
    }
}
