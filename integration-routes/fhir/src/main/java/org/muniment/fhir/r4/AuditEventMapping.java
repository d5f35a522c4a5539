package org.muniment.fhir.r4;

import ca.uhn.fhir.context.FhirContext;
import java.util.Date;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.core.audit.AuditExport;

/**
 * Entries of the audit trail as AuditEvent (FHIR R4 6.4), typed by ISO 21089 lifecycle events. Beside what they say each has what was sealed, letter
 * by letter, so that who has the file can verify the chain.
 */
public final class AuditEventMapping implements AuditExport {

    private static final String OWN_KINDS = "http://muniment.org/fhir/CodeSystem/lifecycle-event";
    private static final String STUDY = "study";
    private static final String ENTRY = "audit trail entry";

    private final FhirContext context = FhirContext.forR4Cached();

    @Override
    public String mediaType() {
        return "application/fhir+ndjson";
    }

    @Override
    public String line(Sealed entry) {
        return context.newJsonParser().setPrettyPrint(false).encodeResourceToString(map(entry));
    }

    public AuditEvent map(Sealed entry) {
        LifecycleEvent event = entry.event();
        AuditEvent audited = new AuditEvent();
        audited.setId("lifecycle-" + entry.sequence());
        audited.setType(
                new Coding().setSystem(EventKind.SYSTEM).setCode(event.kind().code()));
        audited.addSubtype(
                new Coding().setSystem(OWN_KINDS).setCode(event.kind().name()));
        audited.setAction(action(event.kind()));
        audited.setRecorded(Date.from(event.at()));
        audited.setOutcome(outcome(event.kind()));
        audited.addAgent().setRequestor(true).setWho(new Reference().setDisplay(event.by()));
        audited.getSource().setObserver(new Reference().setDisplay("Muniment"));
        event.study().ifPresent(study -> audited.addEntity()
                .setName(STUDY)
                .setWhat(new Reference()
                        .setType("ImagingStudy")
                        .setIdentifier(
                                new Identifier().setSystem("urn:dicom:uid").setValue("urn:oid:" + study))));
        AuditEventEntityComponent sealed = audited.addEntity().setName(ENTRY);
        event.details().forEach((name, value) -> detail(sealed, name, value));
        detail(sealed, ".sequence", Long.toString(entry.sequence()));
        detail(sealed, ".text", entry.text());
        detail(sealed, ".previous", entry.previous().hex());
        detail(sealed, ".hash", entry.hash().hex());
        return audited;
    }

    /** FHIR knows no empty strings. */
    private static void detail(AuditEventEntityComponent entity, String name, String value) {
        if (!value.isEmpty()) entity.addDetail().setType(name).setValue(new StringType(value));
    }

    private static AuditEventAction action(EventKind kind) {
        return switch (kind) {
            case DESTROYED, DESTRUCTION_BEGUN, COPY_RELEASED -> AuditEventAction.D;
            case COPY_MADE, COPY_REPAIRED, RECALLED -> AuditEventAction.C;
            case COPIES_VERIFIED, DAMAGE_FOUND, LOST -> AuditEventAction.R;
            default -> AuditEventAction.E;
        };
    }

    private static AuditEventOutcome outcome(EventKind kind) {
        return switch (kind) {
            case DAMAGE_FOUND, DESTRUCTION_REFUSED, JOB_PARKED -> AuditEventOutcome._4;
            case LOST -> AuditEventOutcome._8;
            default -> AuditEventOutcome._0;
        };
    }
}
