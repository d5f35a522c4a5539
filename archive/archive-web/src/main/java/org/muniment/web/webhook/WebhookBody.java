package org.muniment.web.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.muniment.archive.feed.StudyChange;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyState.Content;
import org.muniment.core.feed.StudyState.SeriesContent;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * What a receiver is told: which study it is, by identifiers only, and how much of it there is at present. Who is meant by them and what
 * the study shows, it may ask for with the rights it has.
 *
 * @param id of the change: where it stands in the feed
 * @param kind stored, updated, rejected and so on: a hint
 */
record WebhookBody(String id, String kind, Instant at, Study study) {

    /** @param status available, rejected, or absent; the counts are of what is available */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Study(
            String uid,
            String status,
            String studyDate,
            String accessionNumber,
            String patientId,
            String issuerOfPatientId,
            List<String> modalities,
            List<Series> series,
            long instances) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Series(String uid, String modality, long instances) {}

    static WebhookBody of(StudyChange change, StudyState state) {
        return new WebhookBody(
                change.position().toString(), change.kind().name().toLowerCase(Locale.ROOT), change.at(), study(state));
    }

    private static Study study(StudyState state) {
        Attributes known =
                state.known().map(content -> content.study().attributes()).orElseGet(Attributes::new);
        return new Study(
                state.uid().value(),
                state.status().name().toLowerCase(Locale.ROOT),
                known.getString(Tag.StudyDate),
                known.getString(Tag.AccessionNumber),
                known.getString(Tag.PatientID),
                known.getString(Tag.IssuerOfPatientID),
                state.known()
                        .map(content ->
                                List.copyOf(new TreeSet<>(content.study().modalities())))
                        .orElse(List.of()),
                state.inSight()
                        .map(content -> content.series().stream()
                                .map(WebhookBody::series)
                                .toList())
                        .orElse(List.of()),
                state.inSight().map(Content::instances).orElse(0L));
    }

    private static Series series(SeriesContent content) {
        return new Series(
                content.series().id().series().value(),
                content.series().attributes().getString(Tag.Modality),
                content.instances());
    }
}
