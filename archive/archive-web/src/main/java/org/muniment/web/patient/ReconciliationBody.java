package org.muniment.web.patient;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;

/**
 * A reconciliation as the API tells it.
 *
 * @param kind merge, change, alias or assign
 * @param study the one assigned
 * @param effects who lived as whom before and after
 * @param state pending, done, reversing, reversed or redundant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReconciliationBody(
        String id,
        String kind,
        IdentifierBody survivor,
        IdentifierBody prior,
        String study,
        String by,
        String reference,
        Instant at,
        List<EffectBody> effects,
        String state,
        ReversalBody reversed) {

    record EffectBody(IdentifierBody identifier, IdentifierBody before, IdentifierBody after) {}

    record ReversalBody(String by, String reference, Instant at) {
        static ReversalBody of(Provenance by) {
            return new ReversalBody(by.by(), by.reference(), by.at());
        }
    }

    static ReconciliationBody of(Reconciliation said) {
        return new ReconciliationBody(
                said.id().value(),
                lower(said.kind()),
                IdentifierBody.of(said.survivor()),
                said.prior().map(IdentifierBody::of).orElse(null),
                said.study().map(StudyInstanceUid::value).orElse(null),
                said.by().by(),
                said.by().reference(),
                said.by().at(),
                said.effects().stream()
                        .map(e -> new EffectBody(
                                IdentifierBody.of(e.identifier()),
                                IdentifierBody.of(e.before()),
                                IdentifierBody.of(e.after())))
                        .toList(),
                lower(said.state()),
                said.reversed().map(ReversalBody::of).orElse(null));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
