package org.muniment.web.patient;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.patient.PatientSearch;
import org.muniment.core.patient.PatientService;
import org.muniment.core.patient.WorkItemService;
import org.muniment.web.access.Caller;
import org.muniment.web.problem.BadParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Patients, by whatever identifier, and what administrators say of them. */
@RestController
@RequestMapping("/api/patients")
final class PatientController {

    static final int MOST_LISTED = 1000;
    private static final int MOST_STUDIES = 1000;

    private final PatientService patients;
    private final WorkItemService workItems;
    private final Clock clock;

    record MergeRequest(IdentifierBody survivor, IdentifierBody prior) {}

    record AssignmentRequest(String study, IdentifierBody patient) {}

    PatientController(PatientService patients, WorkItemService workItems, Clock clock) {
        this.patients = patients;
        this.workItems = workItems;
        this.clock = clock;
    }

    /** What the caller says now. */
    static Provenance caller(Clock clock) {
        return new Provenance(Caller.current().map(Caller::name).orElse("nobody"), "", clock.instant());
    }

    static int limit(int limit) {
        if (limit < 1 || limit > MOST_LISTED) throw new BadParameterException("limit", "must be 1 to " + MOST_LISTED);
        return limit;
    }

    @GetMapping
    List<PatientBody> find(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String issuer,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "100") int limit) {
        if (id.isBlank() && name.isBlank()) throw new BadParameterException("id", "or a name has to be given");
        try (Stream<Patient> found = patients.search(new PatientSearch(id, issuer, name))) {
            return found.limit(limit(limit)).map(this::body).toList();
        }
    }

    private PatientBody body(Patient patient) {
        return PatientBody.of(patient, patients.identifiers(patient.identifier()));
    }

    /** Also one that was subsumed under another. */
    @GetMapping("/{id}")
    PatientBody show(@PathVariable String id, @RequestParam(defaultValue = "") String issuer) {
        PatientIdentifier identifier = new PatientIdentifier(id, issuer);
        Patient patient = patients.find(identifier)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such patient"));
        return body(patient)
                .with(
                        patients.history(identifier).stream()
                                .map(ReconciliationBody::of)
                                .toList(),
                        studies(identifier),
                        workItems.naming(identifier).stream()
                                .map(WorkItemBody::of)
                                .toList());
    }

    private List<String> studies(PatientIdentifier identifier) {
        try (Stream<StudyRecord> studies = patients.studies(identifier)) {
            return studies.limit(MOST_STUDIES).map(study -> study.id().value()).toList();
        }
    }

    @PostMapping("/merge")
    ReconciliationBody merge(@RequestBody MergeRequest request) {
        return ReconciliationBody.of(patients.merge(
                IdentifierBody.required("survivor", request.survivor()),
                IdentifierBody.required("prior", request.prior()),
                caller(clock)));
    }

    @PostMapping("/assign")
    ReconciliationBody assign(@RequestBody AssignmentRequest request) {
        return ReconciliationBody.of(patients.assign(
                study(request.study()), IdentifierBody.required("patient", request.patient()), caller(clock)));
    }

    private static StudyInstanceUid study(String uid) {
        try {
            return new StudyInstanceUid(uid);
        } catch (ArchiveException e) {
            throw new BadParameterException("study", "must be a UID");
        }
    }
}
