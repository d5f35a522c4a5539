package org.muniment.core.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Choice;
import org.muniment.archive.patient.WorkItem.Kind;
import org.muniment.dicom.Tag;

/** What a registration tells of patients. */
class PatientUpdatesTest extends PatientDesk {

    @Test
    void shouldTellOfThePatientWhatTheRegistrationTellsAndKeepWhatItDoesNot() {
        PatientUpdate whole = new PatientUpdate(
                A,
                Set.of(),
                Optional.of("Doe^Jane"),
                Optional.of("19700101"),
                Optional.of("F"),
                Optional.empty(),
                Optional.of("202402"));
        service.update(whole, message());
        service.update(update(A, "Roe^Jane"), message());

        Patient patient = service.find(A).orElseThrow();
        assertThat(patient.name()).isEqualTo("Roe^Jane");
        assertThat(patient.birthDate()).isEqualTo("19700101");
        assertThat(patient.deceased()).isTrue();
        assertThat(patient.deathDate()).isEqualTo("202402");
        assertThat(patient.registered()).isTrue();
    }

    @Test
    void shouldLetStudiesSaySoAndAnnounceThem() {
        StudyInstanceUid study = store(1, A);
        service.update(update(A, "Roe^Jane"), message());

        assertThat(says(study, Tag.PatientName)).isEqualTo("Roe^Jane");
        archive.changes.close();
        assertThat(archive.feed.read(Position.START, 100))
                .anyMatch(change -> change.study().equals(study) && change.kind() == ChangeKind.PATIENT);
    }

    @Test
    void shouldNotFallBackToWhatWasSaidBefore() {
        Provenance early = message();
        service.update(update(A, "Roe^Jane"), message());
        service.update(update(A, "Doe^Jane"), early);
        assertThat(service.find(A).orElseThrow().name()).isEqualTo("Roe^Jane");
    }

    @Test
    void shouldFindThePatientByEveryIdentifier() {
        StudyInstanceUid study = store(1, NATIONAL);
        service.update(update(A, "Doe^Jane", NATIONAL), message());
        service.update(update(NATIONAL, "Doe^Jane", A), message());

        assertThat(living(NATIONAL)).isEqualTo(A);
        assertThat(studies(A)).containsExactly(study);
        assertThat(service.identifiers(A)).containsExactlyInAnyOrder(A, NATIONAL);
        for (PatientSearch search : List.of(
                new PatientSearch("N1", "NATIONAL", ""),
                new PatientSearch("A", "", "doe"),
                new PatientSearch("", "", "doe^j"))) {
            assertThat(service.search(search)).extracting(Patient::identifier).containsExactly(A);
        }
        assertThat(service.history(NATIONAL)).hasSize(1);
    }

    @Test
    void shouldLeaveAnIdentifierThatTwoClaimWhereItWas() {
        service.update(update(A, "Doe^Jane", NATIONAL), message());
        service.update(update(B, "Smith^John", NATIONAL), message());
        service.update(update(B, "Smith^John", NATIONAL), message());

        assertThat(living(NATIONAL)).isEqualTo(A);
        assertThat(open()).extracting(WorkItem::kind).containsExactly(Kind.SHARED_IDENTIFIER);
        items.decide(open().get(0).id(), Choice.SPLIT, Optional.empty(), message());
        service.update(update(B, "Smith^John", NATIONAL), message());
        assertThat(open()).isEmpty();
    }
}
