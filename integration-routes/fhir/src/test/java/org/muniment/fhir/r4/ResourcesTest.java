package org.muniment.fhir.r4;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderDetails;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.Samples;
import org.muniment.fhir.Validity;

/** Patients, orders and reports in all their states: each is valid, and says what it is to say. */
class ResourcesTest {

    private static final PatientIdentifier ID = new PatientIdentifier("PAT 0815/7", "HOSPITAL_A");

    private static Patient patient(boolean deceased, String deathDate, Optional<PatientIdentifier> mergedInto) {
        return new Patient(
                ID,
                Set.of(new PatientIdentifier("77", "")),
                "Yamada^Tarou^^Dr.^Jr.=山田^太郎=やまだ^たろう",
                "19600229",
                "M",
                deceased,
                deathDate,
                true,
                mergedInto,
                Instant.parse("2024-02-29T10:00:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource({"20240301, 2024-03-01", "20240301153000, 2024-03-01", "202403, 2024-03", "2024, 2024", "'', true"})
    void shouldTellADeathAsPreciselyAsItIsKnown(String known, String told) {
        org.hl7.fhir.r4.model.Patient mapped =
                new PatientMapping(IdentifierSystems.DERIVED).map(patient(true, known, Optional.empty()));

        Validity.R4.check(mapped);
        assertThat(mapped.getDeceased().primitiveValue()).isEqualTo(told);
    }

    @Test
    void shouldTellLivingMergedAndUnknownPatients() {
        PatientMapping mapping = new PatientMapping(IdentifierSystems.DERIVED);
        Patient merged = patient(false, "", Optional.of(new PatientIdentifier("1", "HOSPITAL_A")));
        for (Patient patient : List.of(patient(false, "", Optional.empty()), merged, Patient.unknown(ID)))
            Validity.R4.check(mapping.map(patient));
        assertThat(mapping.map(merged).getActive()).isFalse();
    }

    @Test
    void shouldTellOrdersInEveryState() {
        ServiceRequestMapping mapping = new ServiceRequestMapping(Samples.CONTEXT);
        for (OrderStatus status : OrderStatus.values()) {
            for (String priority : List.of("STAT", "LOW", "", "as soon as possible")) {
                ServiceRequest request = mapping.map(Samples.order(status, priority), ID);
                Validity.R4.check(request);
                assertThat(request.getIdentifier()).hasSize(4);
            }
        }
        ImagingOrder full = Samples.order(OrderStatus.SCHEDULED, "");
        Validity.R4.check(mapping.map(
                new ImagingOrder(
                        full.id(),
                        OrderNumbers.NONE,
                        new PatientIdentifier("1", ""),
                        full.study(),
                        full.status(),
                        OrderDetails.NONE,
                        List.of(),
                        full.toldAt(),
                        full.updatedAt()),
                new PatientIdentifier("1", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.5.1.4.1.1.88.11, COMPLETE, VERIFIED, FINAL",
        "1.2.840.10008.5.1.4.1.1.88.33, COMPLETE, UNVERIFIED, PRELIMINARY",
        "1.2.840.10008.5.1.4.1.1.88.22, PARTIAL, UNVERIFIED, PARTIAL",
        "1.2.840.10008.5.1.4.1.1.104.1, '', '', UNKNOWN"
    })
    void shouldTellReportsAsFarAsTheyAre(String sopClass, String completion, String verification, String status) {
        Attributes instance =
                Samples.full().known().orElseThrow().study().attributes().copy();
        instance.setString(Tag.SOPClassUID, VR.UI, sopClass);
        instance.setString(Tag.SOPInstanceUID, VR.UI, "2.25.9");
        instance.setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3.2");
        instance.setString(Tag.ContentDate, VR.DA, "20240229");
        instance.setString(Tag.ContentTime, VR.TM, "1112");
        instance.setString(Tag.CompletionFlag, VR.CS, completion);
        instance.setString(Tag.VerificationFlag, VR.CS, verification);

        DiagnosticReport report = new DiagnosticReportMapping(Samples.CONTEXT)
                .map(instance, Optional.of(Samples.order(OrderStatus.COMPLETED, "HIGH")));

        Validity.R4.check(report);
        assertThat(report.getStatus().name()).isEqualTo(status);
        assertThat(report.getBasedOn()).isNotEmpty();
    }
}
