package org.muniment.core.ingest;

import java.util.Objects;

/**
 * How the objects of one source are taken in.
 *
 * @param duplicates what to do with a known instance that has other content
 * @param defaultIssuerOfPatientId who issued the patient ids that come without an issuer; empty where that is not known
 */
public record IngestPolicy(DuplicatePolicy duplicates, String defaultIssuerOfPatientId) {

    /** The first one stays, ids are taken as they come. */
    public static final IngestPolicy DEFAULT = new IngestPolicy(DuplicatePolicy.KEEP, "");

    public IngestPolicy {
        Objects.requireNonNull(duplicates);
        Objects.requireNonNull(defaultIssuerOfPatientId);
    }
}
