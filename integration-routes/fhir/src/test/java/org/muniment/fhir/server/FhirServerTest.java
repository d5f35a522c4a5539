package org.muniment.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.core.tier.RecallState;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** The server as a client meets it; every answer passes the validator on the way. */
class FhirServerTest {

    private static final TestArchive ARCHIVE = new TestArchive();
    private static final MemoryStudyIndex INDEX = ARCHIVE.rows;
    private static final SampleStudy CT = study("20240229", "101112");
    private static final SampleStudy MR = study("20240301", "");
    private static final SampleStudy REJECTED = study("20240229", "080000");

    private static final PatientIdentifier PATIENT = new PatientIdentifier(CT.patientId(), "");

    private static OrderId order;
    private static HttpFhir fhir;

    private static SampleStudy study(String date, String time) {
        return new SampleStudy().with(Tag.StudyDate, VR.DA, date).with(Tag.StudyTime, VR.TM, time);
    }

    @BeforeAll
    static void start() throws Exception {
        CT.commitTo(INDEX);
        INDEX.commit(MR.instance(1, 1), MR.series(1, "MR"), MR.study("MR", UID.MRImageStorage));
        InstanceRecord pdf = MR.instance(2, 1, UID.EncapsulatedPDFStorage);
        pdf.attributes().setString(Tag.SOPClassUID, VR.UI, UID.EncapsulatedPDFStorage);
        INDEX.commit(pdf, MR.series(2, "DOC"), MR.study("DOC", UID.EncapsulatedPDFStorage));
        INDEX.rejections().hide(List.of(REJECTED.instance(1, 1)), REJECTED.series(1), REJECTED.study());
        var ris = new org.muniment.archive.patient.Provenance("RIS", "1", SampleOrder.TOLD);
        ARCHIVE.patients.update(
                new PatientUpdate(
                        PATIENT,
                        Set.of(),
                        Optional.of("Sample^Patient"),
                        Optional.of("19600229"),
                        Optional.of("F"),
                        Optional.empty(),
                        Optional.empty()),
                ris);
        order = ARCHIVE.orders
                .apply(
                        new SampleOrder(
                                        SampleOrder.next().numbers(),
                                        PATIENT,
                                        CT.uid(),
                                        SampleOrder.next().steps())
                                .change(OrderChange.Control.NEW, SampleOrder.TOLD),
                        ris)
                .id();
        ARCHIVE.feed.append(REJECTED.uid(), ChangeKind.STORED);
        ARCHIVE.feed.append(MR.uid(), ChangeKind.STORED);
        ARCHIVE.feed.append(REJECTED.uid(), ChangeKind.REJECTED);
        fhir = ARCHIVE.serve();
    }

    @AfterAll
    static void stop() throws Exception {
        fhir.close();
    }

    @Test
    void shouldBeReadByTheStudyUid() throws Exception {
        HttpFhir.Answer answer = fhir.get("ImagingStudy/" + CT.uid());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/fhir+json");
        assertThat(answer.as(ImagingStudy.class).getIdPart()).isEqualTo(CT.uid().value());
    }

    @Test
    void shouldBeFoundByWhatItIs() throws Exception {
        assertThat(found("identifier=urn:dicom:uid%7Curn:oid:" + CT.uid())).containsExactly(CT);
        assertThat(found("identifier=urn:oid:" + CT.uid())).containsExactly(CT);
        assertThat(found("identifier=" + MR.accessionNumber())).containsExactly(MR);
        assertThat(found("identifier=urn:oid:1.2.3%7C" + MR.accessionNumber())).isEmpty();
        assertThat(found("_id=" + CT.uid() + "," + MR.uid())).containsExactlyInAnyOrder(CT, MR);
        assertThat(found("modality=MR")).containsExactly(MR);
        assertThat(found("modality=http://dicom.nema.org/resources/ontology/DCM%7CMR&status=available"))
                .containsExactly(MR);
        assertThat(found("status=entered-in-error")).containsExactly(REJECTED);
        assertThat(found("status=registered")).isEmpty();
        assertThat(found("")).containsExactlyInAnyOrder(CT, MR, REJECTED);
    }

    @Test
    void shouldBeFoundByWhenItStarted() throws Exception {
        assertThat(found("started=2024-03-01")).containsExactly(MR);
        assertThat(found("started=ge2024-02-29&started=lt2024-03-01")).containsExactlyInAnyOrder(CT, REJECTED);
        assertThat(found("started=ge2024-02-29T09:00:00%2B01:00&started=lt2024-02-29T10:11:13%2B01:00"))
                .containsExactly(CT);
        assertThat(found("started=gt2024-02-29T10:11:13%2B01:00&started=lt2024-03-01T00:00:00%2B01:00"))
                .isEmpty();
    }

    @Test
    void shouldComeInPages() throws Exception {
        List<String> seen = new ArrayList<>();
        String next = "ImagingStudy?_count=1&status=available,entered-in-error";
        while (next != null) {
            Bundle page = fhir.get(next).as(Bundle.class);
            assertThat(page.getEntry()).hasSize(1);
            seen.add(page.getEntryFirstRep().getResource().getIdPart());
            next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
            assertThat(page.hasTotal()).as("known where the last page is").isEqualTo(next == null);
            if (next == null) assertThat(page.getTotal()).isEqualTo(3);
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        CT.uid().value(), MR.uid().value(), REJECTED.uid().value());
    }

    @Test
    void shouldBeFoundByPatientAndOrder() throws Exception {
        assertThat(found("patient=Patient/" + CT.patientId())).containsExactly(CT);
        assertThat(found("patient.identifier=" + CT.patientId())).containsExactly(CT);
        assertThat(found("patient.identifier=urn:oid:1.2.3%7C" + CT.patientId()))
                .isEmpty();
        assertThat(found("patient=nobody")).isEmpty();
        assertThat(found("basedon=ServiceRequest/" + order)).containsExactly(CT);
        assertThat(found("basedon=ServiceRequest/none")).isEmpty();
        assertThat(fhir.get("ImagingStudy/" + CT.uid())
                        .as(ImagingStudy.class)
                        .getBasedOnFirstRep()
                        .getReference())
                .isEqualTo("ServiceRequest/" + order);
    }

    @Test
    void shouldBeFoundByWhenItChanged() throws Exception {
        assertThat(found("_lastUpdated=ge2024-01-01")).containsExactlyInAnyOrder(MR, REJECTED);
        assertThat(found("_lastUpdated=ge2024-01-01&status=available")).containsExactly(MR);
        assertThat(found("_lastUpdated=ge2024-01-01&_lastUpdated=lt2024-01-02")).isEmpty();
        assertThat(refused("ImagingStudy?_lastUpdated=lt2024-01-01")).isEqualTo(413);
    }

    @Test
    void shouldFindPatients() throws Exception {
        String id = fhir.get("Patient?identifier=" + CT.patientId())
                .as(Bundle.class)
                .getEntryFirstRep()
                .getResource()
                .getIdPart();
        assertThat(fhir.get("Patient/" + id)
                        .as(Patient.class)
                        .getBirthDateElement()
                        .asStringValue())
                .isEqualTo("1960-02-29");
        assertThat(fhir.get("Patient?name=sample&birthdate=1960-02-29")
                        .as(Bundle.class)
                        .getEntry())
                .hasSize(1);
        assertThat(fhir.get("Patient?name=sample&birthdate=1960-02-28")
                        .as(Bundle.class)
                        .getEntry())
                .isEmpty();
        assertThat(refused("Patient?birthdate=1960-02-29")).isEqualTo(413);
        assertThat(refused("Patient/nobody")).isEqualTo(404);
    }

    @Test
    void shouldFindOrders() throws Exception {
        ServiceRequest request = fhir.get("ServiceRequest/" + order).as(ServiceRequest.class);
        assertThat(request.getSubject().getReference()).isEqualTo("Patient/" + CT.patientId());
        for (String query : List.of(
                "identifier=urn:dicom:uid%7Curn:oid:" + CT.uid(),
                "identifier=" + request.getIdentifierFirstRep().getValue(),
                "patient=" + CT.patientId() + "&status=active"))
            assertThat(fhir.get("ServiceRequest?" + query).as(Bundle.class).getEntry())
                    .as(query)
                    .hasSize(1);
        assertThat(fhir.get("ServiceRequest?patient=" + CT.patientId() + "&status=revoked")
                        .as(Bundle.class)
                        .getEntry())
                .isEmpty();
        assertThat(refused("ServiceRequest?status=active")).isEqualTo(413);
        assertThat(refused("ServiceRequest/1")).isEqualTo(404);
    }

    @Test
    void shouldFindReports() throws Exception {
        Bundle reports = fhir.get("DiagnosticReport?patient=" + MR.patientId()).as(Bundle.class);
        assertThat(reports.getEntry()).hasSize(1);
        String id = reports.getEntryFirstRep().getResource().getIdPart();
        DiagnosticReport report = fhir.get("DiagnosticReport/" + id).as(DiagnosticReport.class);
        assertThat(report.getImagingStudyFirstRep().getReference()).isEqualTo("ImagingStudy/" + MR.uid());
        assertThat(report.getPresentedFormFirstRep().getContentType()).isEqualTo("application/pdf");
        assertThat(refused("DiagnosticReport/" + CT.instanceId(1, 1).instance()))
                .isEqualTo(404);
        assertThat(fhir.get("DiagnosticReport?based-on=ServiceRequest/" + order)
                        .as(Bundle.class)
                        .getEntry())
                .isEmpty();
        assertThat(refused("DiagnosticReport")).isEqualTo(413);
    }

    @Test
    void shouldTellWhenceThingsCame() throws Exception {
        Bundle ofStudy = fhir.get("Provenance?target=ImagingStudy/" + MR.uid()).as(Bundle.class);
        Provenance received = (Provenance) ofStudy.getEntryFirstRep().getResource();
        assertThat(received.getAgentFirstRep().getWho().getDisplay()).isEqualTo("MODALITY");

        PatientIdentifier prior = new PatientIdentifier("PRIOR", "");
        String merge = ARCHIVE.patients
                .merge(PATIENT, prior, new org.muniment.archive.patient.Provenance("RIS", "MSG-7", SampleOrder.TOLD))
                .id()
                .value();
        assertThat(fhir.get("Provenance?target=Patient/PRIOR").as(Bundle.class).getEntry())
                .extracting(entry -> entry.getResource().getIdPart())
                .contains(merge);
        assertThat(fhir.get("Provenance/" + merge)
                        .as(Provenance.class)
                        .getEntityFirstRep()
                        .getWhat()
                        .getIdentifier()
                        .getValue())
                .isEqualTo("MSG-7");
        assertThat(found("patient=PRIOR")).as("whoever lives under it").containsExactly(CT);
        Patient subsumed = fhir.get("Patient/PRIOR").as(Patient.class);
        assertThat(subsumed.getActive()).isFalse();
        assertThat(subsumed.getLinkFirstRep().getOther().getReference()).isEqualTo("Patient/" + CT.patientId());
    }

    @Test
    void shouldBringWhatItRefersTo() throws Exception {
        Bundle bundle = fhir.get("ImagingStudy?_id=" + CT.uid()
                        + "&_include=ImagingStudy:endpoint&_include=ImagingStudy:basedon&_include=ImagingStudy:patient")
                .as(Bundle.class);
        assertThat(bundle.getEntry())
                .extracting(entry -> entry.getSearch().getMode().toCode() + " "
                        + entry.getResource().fhirType())
                .containsExactly("match ImagingStudy", "include Patient", "include ServiceRequest", "include Endpoint");
    }

    @Test
    void shouldSayClearlyWhatItDoesNot() throws Exception {
        assertThat(refused("ImagingStudy/2.25.404")).isEqualTo(404);
        assertThat(refused("ImagingStudy/none")).isEqualTo(404);
        assertThat(refused("ImagingStudy?identifier=A*")).isEqualTo(400);
        assertThat(refused("ImagingStudy?bodysite=x")).isEqualTo(400);
        assertThat(refused("ImagingStudy?started=yesterday")).isEqualTo(400);
        assertThat(refused("ImagingStudy?_count=-1")).isEqualTo(400);
        assertThat(refused("Observation/1")).isEqualTo(404);
    }

    private static int refused(String path) throws Exception {
        HttpFhir.Answer answer = fhir.get(path);
        assertThat(answer.as(OperationOutcome.class).getIssueFirstRep().getDiagnostics())
                .isNotBlank();
        return answer.status();
    }

    @Test
    void shouldStateWhatItCan() throws Exception {
        CapabilityStatement can = fhir.get("metadata").as(CapabilityStatement.class);
        var studies = can.getRestFirstRep().getResource().stream()
                .filter(resource -> resource.getType().equals("ImagingStudy"))
                .findFirst()
                .orElseThrow();
        assertThat(studies.getSearchParam())
                .extracting(parameter -> parameter.getName())
                .contains("_id", "identifier", "modality", "started", "status");
        assertThat(studies.getInteraction())
                .extracting(interaction -> interaction.getCode().toCode())
                .containsExactlyInAnyOrder("read", "search-type");
    }

    @Test
    void shouldTellOfAStudyThatHasToBeRecalledAndWhatThatMeans() throws Exception {
        ARCHIVE.images.put(
                CT.uid(), new RecallState(RecallState.State.NEARLINE, Optional.empty(), Duration.ofMinutes(1)));

        ImagingStudy study = fhir.get("ImagingStudy/" + CT.uid()).as(ImagingStudy.class);
        ARCHIVE.images.clear();

        String url = study.getExtension().get(0).getUrl();
        assertThat(study.getExtension().get(0).getExtensionString("code")).isEqualTo("NEARLINE");
        StructureDefinition definition =
                fhir.get("StructureDefinition/image-availability").as(StructureDefinition.class);
        assertThat(definition.getUrl()).isEqualTo(url);
        assertThat(fhir.get("StructureDefinition?url=" + url).as(Bundle.class).getEntry())
                .hasSize(1);
        assertThat(fhir.get("StructureDefinition/other").status()).isEqualTo(404);
    }

    private static Set<SampleStudy> found(String query) throws Exception {
        HttpFhir.Answer answer = fhir.get("ImagingStudy?" + query);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        List<String> ids = answer.as(Bundle.class).getEntry().stream()
                .map(entry -> entry.getResource().getIdPart())
                .toList();
        return Set.copyOf(List.of(CT, MR, REJECTED).stream()
                .filter(study -> ids.contains(study.uid().value()))
                .toList());
    }
}
