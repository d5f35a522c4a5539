package org.muniment.core.patient;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.WorkItem;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** The use cases of patients on a {@link TestArchive}, for tests to extend. */
class PatientDesk {

    static final PatientIdentifier A = new PatientIdentifier("A", "HOSPITAL");
    static final PatientIdentifier B = new PatientIdentifier("B", "HOSPITAL");
    static final PatientIdentifier C = new PatientIdentifier("C", "HOSPITAL");
    static final PatientIdentifier NATIONAL = new PatientIdentifier("N1", "NATIONAL");

    final List<String> heard = new ArrayList<>();
    TestArchive archive;
    PatientService service;
    WorkItemService items;
    int messages;

    @BeforeEach
    void open(@TempDir Path root) {
        archive = new TestArchive(root);
        PatientListener listener = new PatientListener() {
            @Override
            public void reconciled(Reconciliation reconciliation) {
                heard.add(reconciliation.kind() + " " + reconciliation.state());
            }

            @Override
            public void reversed(Reconciliation reconciliation) {
                heard.add("reversed " + reconciliation.kind());
            }
        };
        service = new PatientService(archive.index, listener, Clock.systemUTC());
        items = new WorkItemService(service, archive.rows.patients().workItems(), listener);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    Provenance message() {
        return new Provenance(
                "ADT", "M" + ++messages, Instant.parse("2024-03-01T00:00:00Z").plusSeconds(messages));
    }

    static SampleDataSet dataSet(int study, int instance, PatientIdentifier patient, String name) {
        SampleDataSet dataSet = new SampleDataSet(study, 1, instance)
                .with(Tag.PatientID, VR.LO, patient.id())
                .with(Tag.PatientName, VR.PN, name);
        return patient.hasIssuer() ? dataSet.with(Tag.IssuerOfPatientID, VR.LO, patient.issuer()) : dataSet;
    }

    StudyInstanceUid store(int study, PatientIdentifier patient) {
        return store(dataSet(study, 1, patient, "Doe^Jane"));
    }

    StudyInstanceUid store(SampleDataSet dataSet) {
        archive.store(dataSet);
        return dataSet.id().study();
    }

    static PatientUpdate update(PatientIdentifier identifier, String name, PatientIdentifier... others) {
        return new PatientUpdate(
                identifier,
                Set.of(others),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    List<StudyInstanceUid> studies(PatientIdentifier patient) {
        try (Stream<StudyRecord> found = service.studies(patient)) {
            return found.map(StudyRecord::id).toList();
        }
    }

    String says(StudyInstanceUid study, int tag) {
        try (Stream<StudyRecord> found = archive.rows.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.findFirst().orElseThrow().attributes().getString(tag);
        }
    }

    PatientIdentifier living(PatientIdentifier any) {
        return service.living(any).identifier();
    }

    List<WorkItem> open() {
        try (Stream<WorkItem> open = items.open()) {
            return open.toList();
        }
    }
}
