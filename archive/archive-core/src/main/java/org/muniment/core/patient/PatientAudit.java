package org.muniment.core.patient;

import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.WorkItem;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what becomes of patients into the audit trail: identifiers, which it is about, but no names. */
public final class PatientAudit implements PatientListener {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.LOGGER);

    @Override
    public void updated(Patient patient, Provenance by) {
        log.info("{}", line("PATIENT_UPDATE", by).add("patient", text(patient.identifier())));
    }

    @Override
    public void reconciled(Reconciliation reconciliation) {
        log.info("{}", line("PATIENT_" + reconciliation.kind(), reconciliation.by(), reconciliation));
    }

    @Override
    public void reversed(Reconciliation reconciliation) {
        log.info("{}", line("PATIENT_REVERSAL", reconciliation.reversed().orElseThrow(), reconciliation));
    }

    @Override
    public void decided(WorkItem item) {
        WorkItem.Decision decision = item.decision().orElseThrow();
        log.info(
                "{}",
                line("WORK_ITEM_" + decision.choice(), decision.by())
                        .add("item", item.id())
                        .add("kind", item.kind()));
    }

    @Override
    public void reopened(WorkItem item, Provenance by) {
        log.info("{}", line("WORK_ITEM_REOPEN", by).add("item", item.id()).add("kind", item.kind()));
    }

    private static AuditLine line(String operation, Provenance by, Reconciliation reconciliation) {
        return line(operation, by)
                .add("state", reconciliation.state())
                .add("patient", text(reconciliation.survivor()))
                .add("prior", reconciliation.prior().map(PatientAudit::text).orElse(null))
                .add(
                        "study",
                        reconciliation.study().map(StudyInstanceUid::value).orElse(null))
                .add("reconciliation", reconciliation.id())
                .add("moved", reconciliation.effects().size());
    }

    private static AuditLine line(String operation, Provenance by) {
        return new AuditLine()
                .add("operation", operation)
                .add("outcome", "success")
                .add("by", by.by())
                .add(
                        "reference",
                        Optional.of(by.reference()).filter(r -> !r.isEmpty()).orElse(null));
    }

    /** As in HL7: the id and its assigning authority. */
    private static String text(PatientIdentifier identifier) {
        return identifier.hasIssuer() ? identifier.id() + "^^^" + identifier.issuer() : identifier.id();
    }
}
