package org.muniment.fhir.r4;

import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.fhir.IdentifierSystems;

/** Whence a study came, and why an identifier leads to another patient, as Provenance (FHIR R4 6.3). */
public final class ProvenanceMapping {

    private static final String OPERATIONS = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";

    private final IdentifierSystems systems;

    public ProvenanceMapping(IdentifierSystems systems) {
        this.systems = systems;
    }

    /**
     * Of a study's arrival; the logical id is the Study Instance UID.
     *
     * @param source who sent what there is of it that came first
     * @param received when that was
     */
    public Provenance received(StudyInstanceUid study, String source, Instant received) {
        Provenance provenance = new Provenance();
        provenance.setId(study.value());
        provenance.addTarget(new Reference("ImagingStudy/" + study));
        provenance.setRecorded(Date.from(received));
        provenance.setActivity(activity("CREATE", "create", "Received and archived"));
        provenance.addAgent().setWho(new Reference().setDisplay(source.isEmpty() ? "unknown" : source));
        return provenance;
    }

    /** Of a statement about patients; the logical id is the reconciliation's. */
    public Provenance of(Reconciliation reconciliation) {
        Provenance provenance = new Provenance();
        provenance.setId(reconciliation.id().value());
        reconciliation.study().ifPresent(study -> provenance.addTarget(new Reference("ImagingStudy/" + study)));
        provenance.addTarget(References.patient(reconciliation.survivor(), systems));
        reconciliation.prior().ifPresent(prior -> provenance.addTarget(References.patient(prior, systems)));
        provenance.setRecorded(Date.from(reconciliation.by().at()));
        provenance.setActivity(activity("UPDATE", "revise", words(reconciliation)));
        provenance
                .addAgent()
                .setWho(new Reference().setDisplay(reconciliation.by().by()));
        reconciliation.reversed().ifPresent(reversed -> provenance
                .addAgent()
                .setType(new CodeableConcept().setText("Reversed it"))
                .setWho(new Reference().setDisplay(reversed.by())));
        if (!reconciliation.by().reference().isEmpty())
            provenance
                    .addEntity()
                    .setRole(ProvenanceEntityRole.SOURCE)
                    .setWhat(new Reference()
                            .setIdentifier(new Identifier()
                                    .setValue(reconciliation.by().reference())));
        return provenance;
    }

    private static String words(Reconciliation reconciliation) {
        String done =
                switch (reconciliation.kind()) {
                    case MERGE -> "Two patients were found to be one";
                    case CHANGE -> "An identifier was replaced by another";
                    case ALIAS -> "Another identifier of the same patient was told";
                    case ASSIGN -> "A person decided whose the study is";
                };
        return reconciliation.reversed().isPresent() ? done + "; reversed since" : done;
    }

    private static CodeableConcept activity(String code, String display, String text) {
        return new CodeableConcept(
                        new Coding().setSystem(OPERATIONS).setCode(code).setDisplay(display))
                .setText(text);
    }
}
