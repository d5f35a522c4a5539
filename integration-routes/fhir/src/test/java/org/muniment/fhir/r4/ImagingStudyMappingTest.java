package org.muniment.fhir.r4;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.junit.jupiter.api.Test;
import org.muniment.core.feed.StudyState;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.RecallState.State;
import org.muniment.fhir.ImageAvailability;
import org.muniment.fhir.Samples;
import org.muniment.fhir.Validity;

class ImagingStudyMappingTest {

    private final ImagingStudyMapping mapping = new ImagingStudyMapping(Samples.CONTEXT);

    @Test
    void shouldBeValidWhateverTheStudySays() {
        Validity.R4.check(mapping.map(Samples.full()).orElseThrow());
        Validity.R4.check(mapping.map(Samples.empty()).orElseThrow());
        Validity.R4.check(EndpointMapping.map(Samples.CONTEXT));
    }

    @Test
    void shouldTellWhatTheStudySays() {
        ImagingStudy study = mapping.map(Samples.full()).orElseThrow();

        assertThat(study.getIdPart()).isEqualTo(Samples.UID_FULL.value());
        assertThat(study.getIdentifier())
                .extracting(identifier -> identifier.getSystem() + "|" + identifier.getValue())
                .containsExactly("urn:dicom:uid|urn:oid:" + Samples.UID_FULL, "urn:oid:1.2.3.4.5|ACC-1");
        assertThat(study.getIdentifier().get(1).getType().getCodingFirstRep().getCode())
                .isEqualTo("ACSN");
        assertThat(study.getStatus()).isEqualTo(ImagingStudyStatus.AVAILABLE);
        assertThat(study.getStartedElement().asStringValue()).isEqualTo("2024-02-29T10:11:12+01:00");
        assertThat(study.getSubject().getReference()).isEqualTo("Patient/PAT-200815-2f7--HOSPITAL-5fA");
        assertThat(study.getSubject().getDisplay()).isEqualTo("Dr. Tarou Yamada Jr.");
        assertThat(study.getNumberOfInstances()).isEqualTo(121);
        assertThat(study.getSeries().get(0).getLaterality().getCode()).isEqualTo("7771000");
        assertThat(study.getSeries().get(0).getStartedElement().asStringValue()).isEqualTo("2024-02-29T10:13:00+01:00");
    }

    @Test
    void shouldTellWhetherTheImagesCanBeRetrievedNow() {
        Instant until = Instant.parse("2026-11-25T08:00:00.5Z");
        assertThat(told(RecallState.ONLINE)).containsExactly("code=ONLINE");
        assertThat(told(waiting(State.NEARLINE))).containsExactly("code=NEARLINE");
        assertThat(told(waiting(State.REQUESTED))).containsExactly("code=NEARLINE", "recall=requested");
        assertThat(told(waiting(State.RECALLING))).containsExactly("code=NEARLINE", "recall=recalling");
        assertThat(told(waiting(State.FAILED))).containsExactly("code=NEARLINE", "recall=failed");
        assertThat(told(new RecallState(State.READY, Optional.of(until), Duration.ZERO)))
                .containsExactly("code=ONLINE", "recall=ready", "readyUntil=2026-11-25T08:00:00Z");
    }

    private static RecallState waiting(State state) {
        return new RecallState(state, Optional.empty(), Duration.ofMinutes(1));
    }

    private List<String> told(RecallState images) {
        ImagingStudy study = mapping.map(Samples.with(images)).orElseThrow();
        Validity.R4.check(study);
        return study.getExtensionByUrl(ImageAvailability.URL).getExtension().stream()
                .map(part -> part.getUrl() + "=" + part.getValueAsPrimitive().getValueAsString())
                .toList();
    }

    @Test
    void shouldSayThatARejectedStudyIsNotToBeUsed() {
        StudyState state = Samples.full();
        ImagingStudy study = mapping.map(new StudyState(state.uid(), Optional.empty(), state.inSight()))
                .orElseThrow();

        assertThat(study.getStatus()).isEqualTo(ImagingStudyStatus.ENTEREDINERROR);
        assertThat(study.getExtension()).isEmpty();
        Validity.R4.check(study);
    }
}
