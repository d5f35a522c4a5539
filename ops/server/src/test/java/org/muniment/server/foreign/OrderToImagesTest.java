package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.fhir.ExternalFhirServer;
import org.muniment.server.fhir.ExternalFhirServer.Version;
import org.muniment.server.foreign.Commands.Result;

/**
 * The way of an order through the hospital, with foreign peers at every station: a RIS sends it by mllp_send, a modality finds it by DCMTK's
 * findscu, reports its step by dcmjs-dimse and stores by storescu; an EHR reads over FHIR, and another FHIR server is told what has become of it.
 */
@Tag("slow")
class OrderToImagesTest {

    private static final String STUDY = "2.25.8001";
    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path work;

    private MunimentProcess server;
    private ExternalFhirServer elsewhere;

    @Test
    void shouldFollowAnOrderFromTheRisToTheRecord() throws Exception {
        Commands.require("mllp_send", "findscu", "storescu", "dcmodify");
        DcmjsDimse.require();
        try (ExternalFhirServer fhir = new ExternalFhirServer(Version.R4, work.resolve("elsewhere")).start();
                MunimentProcess started =
                        MunimentProcess.start(work.resolve("home"), "--config", configuration(fhir.base()))) {
            elsewhere = fhir;
            server = started;
            send(order());
            shouldStandInTheWorklist();
            assertThat(order("ACC8001").getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);

            ForeignMpps modality = new ForeignMpps(server.dicomPort(), "MUNIMENT", "CT1");
            modality.begin(
                    "2.25.8002",
                    new ForeignMpps.Scheduled(STUDY, "ACC8001", "SPS8001", "RP8001", "PID8001", "Doe^Jane"),
                    "CT");
            assertThat(worklist().output()).contains("ACC8001", "STARTED");
            modality.complete("2.25.8002", STUDY + ".1", CT, List.of(STUDY + ".1.1"));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(order("ACC8001").getStatus()).isEqualTo(ServiceRequestStatus.COMPLETED));
            assertThat(worklist().output()).doesNotContain("ACC8001");

            store(STUDY + ".1");
            await().atMost(PATIENCE).untilAsserted(this::shouldShowTheStudyBasedOnItsOrder);
            await().atMost(PATIENCE).untilAsserted(() -> shouldBeToldElsewhere(1, "PID8001"));

            store(STUDY + ".2");
            await().atMost(PATIENCE).untilAsserted(() -> shouldBeToldElsewhere(2, "PID8001"));

            send(merge());
            await().atMost(PATIENCE).untilAsserted(() -> shouldBeToldElsewhere(2, "PID8000"));
            assertThat(findStudiesOf("PID8000").output()).contains(STUDY);
            assertThat(findStudiesOf("PID8001").output()).doesNotContain(STUDY);
        }
    }

    private void shouldStandInTheWorklist() throws Exception {
        Result found = worklist();
        assertThat(found.exit()).as(found.output()).isZero();
        assertThat(found.output()).contains("ACC8001", STUDY, "SPS8001", "PID8001", "Doe^Jane");
    }

    private void shouldShowTheStudyBasedOnItsOrder() throws Exception {
        List<ImagingStudy> studies =
                search(ImagingStudy.class, "/fhir/ImagingStudy?identifier=urn:dicom:uid%7Curn:oid:" + STUDY);
        assertThat(studies).singleElement().satisfies(study -> {
            assertThat(study.getNumberOfSeries()).isEqualTo(1);
            String order = study.getBasedOnFirstRep().getReferenceElement().getIdPart();
            assertThat(order).isEqualTo(order("ACC8001").getIdElement().getIdPart());
        });
    }

    private ServiceRequest order(String accession) throws IOException, InterruptedException {
        List<ServiceRequest> orders = search(ServiceRequest.class, "/fhir/ServiceRequest?identifier=" + accession);
        assertThat(orders).hasSize(1);
        return orders.get(0);
    }

    private void shouldBeToldElsewhere(int series, String patientId) throws Exception {
        assertThat(elsewhere.all("ImagingStudy")).singleElement().satisfies(resource -> {
            ImagingStudy study = (ImagingStudy) resource;
            assertThat(study.getNumberOfSeries()).isEqualTo(series);
            assertThat(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(study))
                    .contains("\"" + patientId + "\"");
        });
    }

    private <R extends Resource> List<R> search(Class<R> type, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.http() + path))
                .header("Accept", "application/fhir+json")
                .header("Authorization", MunimentProcess.adminAuthorization())
                .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, answer.body()).getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private Result worklist() throws Exception {
        return Commands.run(
                "findscu",
                "-v",
                "-W",
                "-aet",
                "CT1",
                "-aec",
                "MUNIMENT",
                "-k",
                "AccessionNumber",
                "-k",
                "StudyInstanceUID",
                "-k",
                "PatientID",
                "-k",
                "PatientName",
                "-k",
                "ScheduledProcedureStepSequence[0].Modality=CT",
                "-k",
                "ScheduledProcedureStepSequence[0].ScheduledProcedureStepID",
                "-k",
                "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStatus",
                "-k",
                "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartDate=20240301",
                "127.0.0.1",
                String.valueOf(server.dicomPort()));
    }

    private Result findStudiesOf(String patientId) throws Exception {
        return Commands.run(
                "findscu",
                "-v",
                "-S",
                "-aet",
                "CT1",
                "-aec",
                "MUNIMENT",
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID",
                "-k",
                "PatientID=" + patientId,
                "127.0.0.1",
                String.valueOf(server.dicomPort()));
    }

    /** One image of a series, with what the modality has from its worklist. */
    private void store(String series) throws Exception {
        Path sample = SampleFiles.all().stream()
                .filter(file -> file.endsWith("CT_small.dcm"))
                .findFirst()
                .orElseThrow();
        Path image = Files.copy(sample, work.resolve(series + ".dcm"));
        Result made = Commands.run(
                "dcmodify",
                "-nb",
                "-m",
                "StudyInstanceUID=" + STUDY,
                "-m",
                "SeriesInstanceUID=" + series,
                "-m",
                "SOPInstanceUID=" + series + ".1",
                "-i",
                "AccessionNumber=ACC8001",
                "-m",
                "PatientID=PID8001",
                "-m",
                "PatientName=Doe^Jane",
                image.toString());
        assertThat(made.exit()).as(made.output()).isZero();
        Result stored = Commands.run(
                "storescu",
                "-v",
                "-aet",
                "CT1",
                "-aec",
                "MUNIMENT",
                "127.0.0.1",
                String.valueOf(server.dicomPort()),
                image.toString());
        assertThat(stored.exit()).as(stored.output()).isZero();
    }

    private void send(String message) throws Exception {
        Path file = Files.writeString(work.resolve("message.hl7"), message.replace('\n', '\r'));
        Result sent = Commands.run(
                "mllp_send", "--loose", "-p", String.valueOf(server.hl7Port()), "-f", file.toString(), "127.0.0.1");
        assertThat(sent.output()).as("acknowledgement").contains("MSA|AA|");
    }

    private static String order() {
        return """
                MSH|^~\\&|RIS|HOSPITAL|MUNIMENT|HOSPITAL|20240301090000||OMI^O23^OMI_O23|8001|P|2.5.1||||||UNICODE UTF-8
                PID|1||PID8001^^^HOSPITAL||Doe^Jane||19700101|F
                PV1|1|O
                ORC|NW|PL8001|FI8001||SC||^^^20240301100000^^R||20240301090000
                TQ1|1||||||20240301100000||R
                OBR|1|PL8001|FI8001|CTHEAD^CT of the head^99LOCAL
                IPC|ACC8001|RP8001|%s|SPS8001|CT|CTHEAD^CT of the head^99LOCAL|CT room|Radiology|CT1
                """
                .formatted(STUDY);
    }

    private static String merge() {
        return """
                MSH|^~\\&|ADT|HOSPITAL|MUNIMENT|HOSPITAL|20240302090000||ADT^A40^ADT_A39|8002|P|2.5.1||||||UNICODE UTF-8
                EVN|A40|20240302090000
                PID|1||PID8000^^^HOSPITAL||Doe^Jane||19700101|F
                MRG|PID8001^^^HOSPITAL
                """;
    }

    private String configuration(URI fhir) throws IOException {
        Path sources = Files.createDirectory(work.resolve("sources"));
        Files.writeString(
                sources.resolve("ct.yaml"),
                """
                name: CT 1
                aeTitle: CT1
                may: [echo, store, query, worklist, mpps]
                defaultIssuerOfPatientId: HOSPITAL
                """);
        Files.writeString(
                sources.resolve("ris.yaml"),
                """
                name: RIS and patient administration
                hl7:
                  sendingApplication: [RIS, ADT]
                """);
        return Files.writeString(
                        work.resolve("muniment.yaml"),
                        """
                        muniment:
                          dicom:
                            sources: %s
                          fhir:
                            servers:
                              - name: elsewhere
                                url: %s
                        """
                                .formatted(sources, fhir))
                .toString();
    }
}
