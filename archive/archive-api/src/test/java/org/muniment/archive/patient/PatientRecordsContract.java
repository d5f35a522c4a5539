package org.muniment.archive.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Reconciliation.Effect;
import org.muniment.archive.patient.Reconciliation.Kind;
import org.muniment.archive.patient.Reconciliation.State;
import org.muniment.archive.patient.StudyPatient.Assignment;
import org.muniment.archive.patient.WorkItem.Choice;
import org.muniment.archive.patient.WorkItem.Decision;
import org.muniment.archive.patient.WorkItem.Side;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.StudyErasure;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What every index keeps to that knows patients. It may hold those of other tests. */
public interface PatientRecordsContract {

    Instant NOW = Instant.parse("2024-03-01T00:00:00.123Z");

    Provenance MESSAGE = new Provenance("ADT", "MSG 1:2", NOW);

    PatientRecords records();

    StudyIndex index();

    StudyIndexWriter writer();

    DerivedIndex derived();

    RejectionIndex rejections();

    StudyErasure erasure();

    /** No two are alike. */
    private static PatientIdentifier identifier(String issuer) {
        return new PatientIdentifier(new SampleStudy().patientId(), issuer);
    }

    private static Patient patient(PatientIdentifier identifier, String name) {
        return new Patient(
                identifier,
                Set.of(new PatientIdentifier("3:5", "A:B"), new PatientIdentifier("ä", "")),
                name,
                "19700101",
                "F",
                true,
                "202401",
                true,
                Optional.empty(),
                NOW);
    }

    @Test
    default void shouldKeepAPatientAsTold() {
        Patient patient = patient(identifier("HOSPITAL"), "Yamada^Tarou=山田^太郎");
        records().patients().describe(patient);

        assertThat(records().patients().find(patient.identifier())).contains(patient);
        assertThat(records()
                        .patients()
                        .find(new PatientIdentifier(patient.identifier().id(), "")))
                .isEmpty();
        Patient renamed = patient(patient.identifier(), "Suzuki^Tarou");
        records().patients().describe(renamed);
        assertThat(records().patients().find(patient.identifier())).contains(renamed);
    }

    @Test
    default void shouldNotTellWhoseAnErasedStudyEverWas() {
        SampleStudy sample = new SampleStudy();
        PatientIdentifier came = identifier("");
        PatientIdentifier other = identifier("OTHER");
        PatientIdentifier assigned = identifier("HOSPITAL");
        Attributes arrived = new Attributes();
        arrived.setString(Tag.PatientID, VR.LO, came.id());
        StudyPatient patient = new StudyPatient(sample.uid(), arrived, List.of(), Set.of(other));
        records().studies().keep(patient);
        records().studies().keep(patient.assigned(new Assignment(ReconciliationId.random(), assigned)));

        erasure().erase(sample.uid(), List.of());

        assertThat(records().studies().find(sample.uid())).isEmpty();
        for (PatientIdentifier named : List.of(came, other, assigned))
            assertThat(list(records().studies().claiming(named))).isEmpty();
    }

    @Test
    default void shouldFindPatientsOfAnyIssuerByTheirId() {
        Patient one = patient(identifier("HOSPITAL"), "One");
        Patient other = patient(new PatientIdentifier(one.identifier().id(), ""), "Other");
        records().patients().describe(one);
        records().patients().describe(other);

        assertThat(list(records().patients().byId(one.identifier().id()))).containsExactlyInAnyOrder(one, other);
    }

    @Test
    default void shouldFindPatientsByTheNamesTheyHaveNow() {
        PatientIdentifier identifier = identifier("HOSPITAL");
        String unique = "q" + identifier.id().toLowerCase();
        Patient patient = patient(identifier, unique + "^Ann=" + unique + "x");
        records().patients().describe(patient(identifier, "z" + unique + "^Ann"));
        records().patients().describe(patient);

        assertThat(list(records().patients().byName(unique))).containsExactly(patient);
        assertThat(list(records().patients().byName(unique + "^a"))).containsExactly(patient);
        assertThat(list(records().patients().byName("q"))).contains(patient);
        assertThat(list(records().patients().byName("z" + unique))).isEmpty();
    }

    @Test
    default void shouldKeepLinksAndDescriptionsApart() {
        Patient patient = patient(identifier("HOSPITAL"), "One");
        PatientIdentifier unknown = identifier("");
        PatientIdentifier living = identifier("CLINIC");
        records().patients().describe(patient);

        records().patients().link(Map.of(patient.identifier(), living, unknown, living, living, living));
        records().patients().describe(patient);

        assertThat(records().patients().find(patient.identifier()))
                .contains(patient.withMergedInto(Optional.of(living)));
        assertThat(records().patients().find(unknown))
                .contains(Patient.unknown(unknown).withMergedInto(Optional.of(living)));
        records().patients().link(Map.of(patient.identifier(), patient.identifier()));
        assertThat(records().patients().find(patient.identifier())).contains(patient);
    }

    @Test
    default void shouldKeepWhatAStudySaidWhenItCame() {
        SampleStudy study = new SampleStudy();
        Attributes arrived = new Attributes();
        arrived.setString(Tag.PatientID, VR.LO, study.patientId());
        StudyPatient kept = StudyPatient.arrived(study.uid(), arrived);
        assertThat(records().studies().find(study.uid())).isEmpty();

        records().studies().keep(kept);
        PatientIdentifier claimed = new PatientIdentifier(study.patientId(), "");
        assertThat(records().studies().find(study.uid())).contains(kept);
        assertThat(list(records().studies().claiming(claimed))).containsExactly(study.uid());

        PatientIdentifier assigned = identifier("HOSPITAL");
        StudyPatient moved = kept.assigned(new Assignment(ReconciliationId.random(), assigned));
        records().studies().keep(moved);
        assertThat(records().studies().find(study.uid())).contains(moved);
        assertThat(list(records().studies().claiming(assigned))).containsExactly(study.uid());

        PatientIdentifier one = identifier("HOSPITAL");
        PatientIdentifier other = identifier("");
        StudyPatient naming = moved.alsoNaming(one).alsoNaming(other);
        records().studies().keep(naming);
        assertThat(records().studies().find(study.uid())).contains(naming);
        for (PatientIdentifier named : List.of(assigned, one, other))
            assertThat(list(records().studies().claiming(named))).containsExactly(study.uid());
    }

    @Test
    default void shouldFindARewrittenStudyByWhatItSaysNow() {
        SampleStudy study = new SampleStudy().commitTo(writer());
        String before = study.patientId();
        String version = derived().state(study.seriesId(1)).version();
        SampleStudy now = study.with(Tag.PatientID, VR.LO, "NEW" + before);

        records().studies().rewrite(now.study());

        assertThat(ids(index(), new StudyAccess.ByPatientId("NEW" + before)))
                .containsExactly(study.uid().value());
        assertThat(ids(index(), new StudyAccess.ByPatientId(before))).isEmpty();
        assertThat(derived().state(study.seriesId(1)).version()).isNotEqualTo(version);
        assertThat(ids(rejections().rejected(), new StudyAccess.ByPatientId("NEW" + before)))
                .isEmpty();
    }

    @Test
    default void shouldRewriteWhatIsHeldBack() {
        SampleStudy study = new SampleStudy();
        rejections().hide(List.of(study.instance(1, 1)), study.series(1), study.study());
        String now = "NEW" + study.patientId();

        records()
                .studies()
                .rewriteHeldBack(study.with(Tag.PatientID, VR.LO, now).study());

        assertThat(ids(rejections().rejected(), new StudyAccess.ByPatientId(now)))
                .containsExactly(study.uid().value());
        assertThat(ids(index(), new StudyAccess.ByPatientId(now))).isEmpty();
    }

    @Test
    default void shouldKeepAReconciliationThroughoutItsLife() {
        PatientIdentifier survivor = identifier("HOSPITAL");
        PatientIdentifier prior = identifier("");
        Reconciliation pending = new Reconciliation(
                ReconciliationId.random(),
                Kind.MERGE,
                survivor,
                Optional.of(prior),
                Optional.empty(),
                MESSAGE,
                1_700_000_000_000_001L,
                List.of(new Effect(prior, prior, survivor)),
                State.PENDING,
                Optional.empty());
        ReconciliationRegister register = records().reconciliations();

        for (Reconciliation state : List.of(
                pending,
                pending.done(),
                pending.reversing(new Provenance("jane", "", NOW)),
                pending.reversing(new Provenance("jane", "", NOW)).done())) {
            register.record(state);
            assertThat(register.find(pending.id())).contains(state);
            assertThat(list(register.naming(survivor))).containsExactly(state);
            assertThat(list(register.naming(prior))).containsExactly(state);
            assertThat(list(register.unsettled())).contains(state);
        }
        Reconciliation reversed = register.find(pending.id()).orElseThrow();
        register.settle(reversed);
        assertThat(list(register.unsettled())).doesNotContain(reversed);
    }

    @Test
    default void shouldKeepAnAssignment() {
        Reconciliation assignment = new Reconciliation(
                ReconciliationId.random(),
                Kind.ASSIGN,
                identifier("HOSPITAL"),
                Optional.empty(),
                Optional.of(new SampleStudy().uid()),
                MESSAGE,
                5,
                List.of(),
                State.DONE,
                Optional.empty());
        records().reconciliations().record(assignment);
        assertThat(records().reconciliations().find(assignment.id())).contains(assignment);
        records().reconciliations().settle(assignment);
    }

    @Test
    default void shouldListAWorkItemAsLongAsItIsOpen() {
        PatientIdentifier one = identifier("HOSPITAL");
        SampleStudy study = new SampleStudy();
        Side first = new Side(Optional.empty(), "A^B=ä", "", "F", Optional.of(study.uid()));
        Side second = Side.of(patient(one, "C^D"));
        WorkItem open = new WorkItem(
                WorkItemId.of(one.id()),
                WorkItem.Kind.MISSING_ID,
                List.of(first, second),
                MESSAGE,
                Optional.of(ReconciliationId.random()),
                0,
                Optional.empty());
        WorkItemRegister register = records().workItems();

        register.record(open);
        assertThat(register.find(open.id())).contains(open);
        assertThat(list(register.open())).contains(open);
        assertThat(list(register.naming(one))).containsExactly(open);

        WorkItem decided = open.decided(new Decision(Choice.ASSIGN, MESSAGE, List.of(ReconciliationId.random())));
        register.record(decided);
        assertThat(register.find(open.id())).contains(decided);
        assertThat(list(register.open())).doesNotContain(open, decided);

        register.record(decided.reopened());
        assertThat(list(register.open())).contains(decided.reopened());
        assertThat(list(register.naming(one))).containsExactly(decided.reopened());
    }

    private static List<String> ids(StudyIndex side, StudyAccess access) {
        try (Stream<StudyRecord> found = side.studies(access)) {
            return found.map(study -> study.id().value()).toList();
        }
    }

    private static <T> List<T> list(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }
}
