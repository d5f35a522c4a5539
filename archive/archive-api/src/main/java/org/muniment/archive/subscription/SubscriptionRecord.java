package org.muniment.archive.subscription;

import java.util.Objects;

/**
 * What somebody asked to be told of, and how that goes.
 *
 * @param id for ever this one's, also in the name of its subscriber
 * @param document the FHIR Subscription as it was accepted, in JSON, with its secrets
 * @param error why it is in status ERROR; else empty
 * @param events how many its target has taken; the next one has the number after
 * @param version grows with each change
 */
public record SubscriptionRecord(String id, String document, Status status, String error, long events, long version) {

    /** FHIR R4, value set subscription-status. */
    public enum Status {
        /** Its target has not been greeted yet. */
        REQUESTED,
        ACTIVE,
        /** Its target could not be greeted: it is told nothing. */
        ERROR,
        /** It has come to its end. */
        OFF
    }

    public SubscriptionRecord {
        if (!id.matches("[A-Za-z0-9.-]{1,64}"))
            throw new IllegalArgumentException("not the id of a subscription: " + id);
        Objects.requireNonNull(document);
        Objects.requireNonNull(status);
        Objects.requireNonNull(error);
    }

    public static SubscriptionRecord requested(String id, String document) {
        return new SubscriptionRecord(id, document, Status.REQUESTED, "", 0, 1);
    }

    public SubscriptionRecord with(Status changed, String reason) {
        return new SubscriptionRecord(id, document, changed, reason, events, version + 1);
    }

    public SubscriptionRecord taken(long number) {
        return new SubscriptionRecord(id, document, status, error, number, version + 1);
    }

    /** Without the document, which has secrets. */
    @Override
    public String toString() {
        return "SubscriptionRecord[" + id + ", " + status + ", " + events + ", version " + version + "]";
    }
}
