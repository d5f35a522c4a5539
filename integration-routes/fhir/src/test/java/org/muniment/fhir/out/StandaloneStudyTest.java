package org.muniment.fhir.out;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muniment.core.feed.StudyState;
import org.muniment.core.tier.RecallState;
import org.muniment.fhir.ImageAvailability;
import org.muniment.fhir.Samples;
import org.muniment.fhir.Validity;

/** What other servers are told, in both versions. */
class StandaloneStudyTest {

    private static final Map<Validity, StudyDocument> DOCUMENTS = Map.of(
            Validity.R4, new org.muniment.fhir.r4.StandaloneStudy(Samples.CONTEXT),
            Validity.R5, new org.muniment.fhir.r5.StandaloneStudy(Samples.CONTEXT));

    @Test
    void shouldBeValidAndReferToNothingTheOtherServerMayNotHave() {
        StudyState full = Samples.full();
        StudyState rejected = new StudyState(full.uid(), Optional.empty(), full.inSight());
        DOCUMENTS.forEach((version, document) -> {
            for (StudyState state : new StudyState[] {full, rejected, Samples.empty()}) {
                String json = document.of(state).orElseThrow();
                version.check(json);
                assertThat(json.contains("\"reference\":\"#dicom-web\"")).isEqualTo(state != rejected);
                assertThat(json).doesNotContain("\"reference\":\"Patient").doesNotContain("\"lastUpdated\"");
            }
            assertThat(document.of(full).orElseThrow()).contains("PAT 0815/7", "urn:oid:" + full.uid(), "ACC-1");
            assertThat(document.of(rejected).orElseThrow())
                    .contains("entered-in-error")
                    .doesNotContain("CT Thorax", "1.2.3.1");
        });
    }

    @Test
    void shouldTellThatTheImagesAreBeingRecalled() {
        RecallState recalling = new RecallState(RecallState.State.RECALLING, Optional.empty(), Duration.ofMinutes(1));
        DOCUMENTS.forEach((version, document) -> {
            String json = document.of(Samples.with(recalling)).orElseThrow();
            version.check(json);
            assertThat(json).contains(ImageAvailability.URL, "\"NEARLINE\"", "\"recalling\"");
        });
    }

    @Test
    void shouldNameTheOrderByItsNumbers() {
        DOCUMENTS.forEach((version, document) -> {
            String json = document.of(Samples.ordered()).orElseThrow();
            version.check(json);
            assertThat(json).contains("\"basedOn\"", "ServiceRequest").doesNotContain("\"reference\":\"ServiceRequest");
        });
    }

    @Test
    void shouldTellNothingOfWhatTheArchiveDoesNotKnow() {
        StudyState absent = new StudyState(Samples.UID_FULL, Optional.empty(), Optional.empty());
        DOCUMENTS.values().forEach(document -> assertThat(document.of(absent)).isEmpty());
    }
}
