package org.muniment.web.patient;

import java.time.Clock;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.core.patient.PatientService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was said of patients, to be looked at and taken back. */
@RestController
@RequestMapping("/api/reconciliations/{id}")
final class ReconciliationController {

    private final PatientService patients;
    private final Clock clock;

    ReconciliationController(PatientService patients, Clock clock) {
        this.patients = patients;
        this.clock = clock;
    }

    @GetMapping
    ReconciliationBody show(@PathVariable String id) {
        return patients.reconciliation(id(id))
                .map(ReconciliationBody::of)
                .orElseThrow(ReconciliationController::notFound);
    }

    @PostMapping("/reverse")
    ReconciliationBody reverse(@PathVariable String id) {
        return ReconciliationBody.of(patients.reverse(id(id), PatientController.caller(clock)));
    }

    private static ReconciliationId id(String text) {
        try {
            return new ReconciliationId(text);
        } catch (ArchiveException e) {
            throw notFound();
        }
    }

    private static ArchiveException notFound() {
        return new ArchiveException(ErrorCode.NOT_FOUND, "there is no such reconciliation");
    }
}
