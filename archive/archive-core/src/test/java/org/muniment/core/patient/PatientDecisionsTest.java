package org.muniment.core.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Choice;
import org.muniment.archive.patient.WorkItem.Kind;
import org.muniment.core.SampleDataSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** Conflicts and what people decide of them. */
class PatientDecisionsTest extends PatientDesk {

    private WorkItem only(Kind kind) {
        assertThat(open()).extracting(WorkItem::kind).containsExactly(kind);
        return open().get(0);
    }

    @Test
    void shouldRaiseOneItemForOneConflict() {
        PatientIdentifier bare = new PatientIdentifier("A", "");
        service.update(update(A, "Doe^Jane"), message());
        StudyInstanceUid first = store(1, bare);
        StudyInstanceUid second = store(2, bare);
        WorkItem item = only(Kind.MISSING_ISSUER);
        assertThat(item.sides().get(1).identifier()).contains(A);

        WorkItem decided = items.decide(item.id(), Choice.ASSIGN, Optional.empty(), message());
        assertThat(studies(A)).containsExactlyInAnyOrder(first, second);
        assertThat(decided.decision().orElseThrow().reconciliations()).hasSize(2);

        items.reopen(item.id(), message());
        assertThat(studies(bare)).containsExactlyInAnyOrder(first, second);
        items.decide(item.id(), Choice.MERGE, Optional.empty(), message());
        assertThat(studies(A)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void shouldKeepTwoPeopleOfOneIdentifierApart() {
        service.update(
                new PatientUpdate(
                        A,
                        Set.of(),
                        Optional.of("Smith^John"),
                        Optional.of("19500101"),
                        Optional.of("M"),
                        Optional.empty(),
                        Optional.empty()),
                message());
        StudyInstanceUid study = store(dataSet(1, 1, A, "Doe^Jane").with(Tag.PatientSex, VR.CS, "F"));
        assertThat(says(study, Tag.PatientName)).isEqualTo("Doe^Jane");
        WorkItem item = only(Kind.ANOTHER_PERSON);

        items.decide(item.id(), Choice.SPLIT, Optional.of(B), message());
        assertThat(studies(B)).containsExactly(study);
        items.reopen(item.id(), message());
        items.decide(item.id(), Choice.MERGE, Optional.empty(), message());
        assertThat(studies(A)).containsExactly(study);
        assertThat(says(study, Tag.PatientName)).isEqualTo("Smith^John");
    }

    @Test
    void shouldAskWhoseAStudyIsThatNamesNobodyOrTwo() {
        StudyInstanceUid study = store(new SampleDataSet(1, 1, 1).without(Tag.PatientID));
        items.decide(only(Kind.MISSING_ID).id(), Choice.ASSIGN, Optional.of(A), message());
        assertThat(studies(A)).containsExactly(study);

        StudyInstanceUid other = store(2, A);
        store(dataSet(2, 2, B, "Doe^Jane"));
        WorkItem item = only(Kind.TWO_PATIENTS_IN_STUDY);
        assertThat(studies(A)).contains(other);
        items.decide(item.id(), Choice.ASSIGN, Optional.of(B), message());
        assertThat(studies(B)).containsExactly(other);
        assertThat(studies(A)).doesNotContain(other);
    }

    @Test
    void shouldKnowUnderWhomAStudyWasFiledBeforeItWasAssigned() {
        StudyInstanceUid study = store(1, A);
        assertThat(service.filedUnder(study)).isEmpty();
        service.merge(C, A, message());
        Reconciliation assigned = service.assign(study, B, message());
        assertThat(service.filedUnder(study)).containsExactlyInAnyOrder(A, B, C);
        assertThat(service.everOf(B)).containsExactly(study);
        assertThat(service.everOf(C)).containsExactly(study);
        assertThat(studies(C)).isEmpty();

        service.reverse(assigned.id(), message());
        assertThat(service.filedUnder(study)).containsExactlyInAnyOrder(A, C);
        assertThat(service.everOf(B)).isEmpty();
    }

    @Test
    void shouldDoubtAMergeOfTwoPeopleAndTakeItBackWhereSomebodySaysSo() {
        StudyInstanceUid john = store(dataSet(1, 1, A, "Smith^John").with(Tag.PatientSex, VR.CS, "M"));
        StudyInstanceUid jane = store(dataSet(2, 1, B, "Doe^Jane").with(Tag.PatientSex, VR.CS, "F"));
        service.changeIdentifier(A, B, message());
        assertThat(studies(B)).containsExactlyInAnyOrder(john, jane);

        WorkItem item = only(Kind.DOUBTFUL_MERGE);
        items.decide(item.id(), Choice.SPLIT, Optional.empty(), message());
        assertThat(studies(A)).containsExactly(john);
        items.reopen(item.id(), message());
        assertThat(studies(B)).containsExactlyInAnyOrder(john, jane);
        items.decide(item.id(), Choice.MERGE, Optional.empty(), message());
        assertThat(studies(B)).containsExactlyInAnyOrder(john, jane);
    }
}
