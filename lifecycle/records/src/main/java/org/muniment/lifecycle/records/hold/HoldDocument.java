package org.muniment.lifecycle.records.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.policy.condition.ConditionReader;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldId;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/**
 * A hold as it is kept, and as the API tells it.
 *
 * @param study one of these three says what it covers
 * @param query a condition as {@code appliesTo} of a retention policy has it, in JSON or YAML
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HoldDocument(
        String id,
        String study,
        PatientId patient,
        String query,
        String reason,
        String caseNumber,
        String owner,
        String placedBy,
        Instant placedAt,
        LocalDate review,
        boolean keepOnline,
        String releasedBy,
        Instant releasedAt) {

    /** @param issuer empty or left out where it is not known */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PatientId(String id, String issuer) {

        PatientIdentifier identifier() {
            return new PatientIdentifier(id, issuer);
        }

        /** Nothing of it: it is patient data. */
        @Override
        public String toString() {
            return "PatientId";
        }
    }

    /**
     * What it says as a hold.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public Hold hold() {
        return new Hold(
                new HoldId(UUID.fromString(id)),
                scope(),
                new Hold.Order(text("reason", reason), text("caseNumber", caseNumber), owner, placedBy, placedAt),
                given("review", review),
                keepOnline,
                Optional.ofNullable(releasedAt).map(at -> new Hold.Release(releasedBy, at)));
    }

    private HoldScope scope() {
        int scopes = (study == null ? 0 : 1) + (patient == null ? 0 : 1) + (query == null ? 0 : 1);
        if (scopes != 1) throw new IllegalArgumentException("a hold is on a study, a patient or a query: one of them");
        if (study != null) return new HoldScope.OfStudy(new StudyInstanceUid(study));
        if (patient != null) return new HoldScope.OfPatient(patient.identifier());
        return new HoldScope.OfQuery(ConditionReader.readLasting(YamlMap.parse(query)));
    }

    private static String text(String name, String value) {
        if (value == null || value.isBlank()) throw new IllegalArgumentException(name + " is missing");
        return value;
    }

    private static <T> T given(String name, T value) {
        if (value == null) throw new IllegalArgumentException(name + " is missing");
        return value;
    }

    boolean isInForce() {
        return releasedAt == null;
    }

    /** What of it can be known without saying whose study it is. */
    String scopeName() {
        return study != null ? "study" : patient != null ? "patient" : "query";
    }

    HoldDocument released(String by, Instant at) {
        return new HoldDocument(
                id, study, patient, query, reason, caseNumber, owner, placedBy, placedAt, review, keepOnline, by, at);
    }

    HoldDocument reviewed(LocalDate next, String ownedBy) {
        return new HoldDocument(
                id,
                study,
                patient,
                query,
                reason,
                caseNumber,
                ownedBy,
                placedBy,
                placedAt,
                next,
                keepOnline,
                releasedBy,
                releasedAt);
    }

    /** Nothing of whom it is about. */
    @Override
    public String toString() {
        return "HoldDocument[" + id + "]";
    }
}
