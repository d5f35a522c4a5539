package org.muniment.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.find.FindConfig;
import org.muniment.core.find.FindService;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.fhir.Samples;

/** ImagingStudy as a client meets it; every answer passes the validator on the way. */
class ImagingStudyTest {

    private static final MemoryStudyIndex INDEX = new MemoryStudyIndex();
    private static final SampleStudy CT = study("20240229", "101112");
    private static final SampleStudy MR = study("20240301", "");
    private static final SampleStudy REJECTED = study("20240229", "080000");

    private static HttpFhir fhir;

    private static SampleStudy study(String date, String time) {
        return new SampleStudy().with(Tag.StudyDate, VR.DA, date).with(Tag.StudyTime, VR.TM, time);
    }

    @BeforeAll
    static void start() throws Exception {
        CT.commitTo(INDEX);
        INDEX.commit(MR.instance(1, 1), MR.series(1, "MR"), MR.study("MR", UID.MRImageStorage));
        INDEX.rejections().hide(List.of(REJECTED.instance(1, 1)), REJECTED.series(1), REJECTED.study());
        FindConfig config = new FindConfig("MUNIMENT");
        ImagingStudyProvider studies = new ImagingStudyProvider(
                new FindService(INDEX, config),
                new FindService(INDEX.rejections().rejected(), config),
                new StudyStates(INDEX, INDEX.rejections().rejected()),
                Samples.CONTEXT);
        fhir = new HttpFhir(new FhirServer(
                FhirContext.forR4Cached(), Optional.empty(), List.of(studies, new EndpointProvider(Samples.CONTEXT))));
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
            if (next == null) assertThat(page.getTotal()).isEqualTo(3);
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        CT.uid().value(), MR.uid().value(), REJECTED.uid().value());
    }

    @Test
    void shouldBringItsEndpoint() throws Exception {
        Bundle bundle = fhir.get("ImagingStudy?_id=" + CT.uid() + "&_include=ImagingStudy:endpoint")
                .as(Bundle.class);
        assertThat(bundle.getEntry())
                .extracting(entry -> entry.getSearch().getMode().toCode() + " "
                        + entry.getResource().fhirType())
                .containsExactly("match ImagingStudy", "include Endpoint");
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
