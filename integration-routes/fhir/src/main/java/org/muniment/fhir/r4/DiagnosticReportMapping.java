package org.muniment.fhir.r4;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Reference;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.FhirTimes;
import org.muniment.fhir.MappingContext;

/** A report stored with a study, text in SR or an encapsulated document, as DiagnosticReport (FHIR R4 10.3). The logical id is its SOP Instance UID. */
public final class DiagnosticReportMapping {

    /** Reports people write; of dose, findings of machines and key objects there are other resources, or none. With the form they are retrieved in. */
    private static final Map<String, String> FORMS = Map.of(
            "1.2.840.10008.5.1.4.1.1.88.11", "application/dicom",
            "1.2.840.10008.5.1.4.1.1.88.22", "application/dicom",
            "1.2.840.10008.5.1.4.1.1.88.33", "application/dicom",
            "1.2.840.10008.5.1.4.1.1.88.34", "application/dicom",
            "1.2.840.10008.5.1.4.1.1.104.1", "application/pdf",
            "1.2.840.10008.5.1.4.1.1.104.2", "text/xml");

    private final MappingContext context;

    public DiagnosticReportMapping(MappingContext context) {
        this.context = context;
    }

    /** SOP classes that are reports. */
    public static Set<String> sopClasses() {
        return FORMS.keySet();
    }

    /**
     * @param instance its attributes with those of series and study, as queries give them
     * @param order the study was taken for
     */
    public DiagnosticReport map(Attributes instance, Optional<ImagingOrder> order) {
        String uid = instance.getString(Tag.SOPInstanceUID);
        String study = instance.getString(Tag.StudyInstanceUID);
        DiagnosticReport report = new DiagnosticReport();
        report.setId(uid);
        report.addIdentifier(Codings.study(uid));
        order.ifPresent(of -> report.addBasedOn(References.order(of, context.systems())));
        report.setStatus(status(instance));
        report.addCategory(new CodeableConcept(new Coding()
                .setSystem("http://terminology.hl7.org/CodeSystem/v2-0074")
                .setCode("RAD")
                .setDisplay("Radiology")));
        report.setCode(title(instance));
        report.setSubject(References.patient(instance, context.systems()));
        FhirTimes.dateTime(instance, Tag.ContentDate, Tag.ContentTime, context.zone())
                .ifPresent(written -> report.setEffective(new DateTimeType(written)));
        report.addImagingStudy(new Reference("ImagingStudy/" + study));
        report.addPresentedForm()
                .setContentType(FORMS.get(instance.getString(Tag.SOPClassUID)))
                .setUrl(context.dicomWeb().get() + "/studies/" + study + "/series/"
                        + instance.getString(Tag.SeriesInstanceUID) + "/instances/" + uid);
        return report;
    }

    /** By Completion Flag (0040,A491) and Verification Flag (0040,A493), which only SR documents have (PS3.3 C.17.2). */
    private static DiagnosticReportStatus status(Attributes instance) {
        return switch (instance.getString(Tag.CompletionFlag, "")) {
            case "COMPLETE" -> "VERIFIED".equals(instance.getString(Tag.VerificationFlag))
                    ? DiagnosticReportStatus.FINAL
                    : DiagnosticReportStatus.PRELIMINARY;
            case "PARTIAL" -> DiagnosticReportStatus.PARTIAL;
            default -> DiagnosticReportStatus.UNKNOWN;
        };
    }

    private static CodeableConcept title(Attributes instance) {
        return DicomText.codes(instance, Tag.ConceptNameCodeSequence).stream()
                .findFirst()
                .map(Codings::concept)
                .orElseGet(() -> new CodeableConcept()
                        .setText(DicomText.text(instance, Tag.DocumentTitle).orElse("Report")));
    }
}
