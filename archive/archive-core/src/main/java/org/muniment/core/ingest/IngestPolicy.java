package org.muniment.core.ingest;

import java.util.Objects;

/**
 * How the objects of one source are taken in.
 *
 * @param duplicates what to do with a known instance that has other content
 * @param defaultIssuerOfPatientId who issued the patient ids that come without an issuer; empty where that is not known
 * @param mayReject whether rejection notes are taken from it, which hide what others have stored
 */
public record IngestPolicy(DuplicatePolicy duplicates, String defaultIssuerOfPatientId, boolean mayReject) {

    /** The first one stays, ids are taken as they come. */
    public static final IngestPolicy DEFAULT = new IngestPolicy(DuplicatePolicy.KEEP, "");

    /** Of a source that may not reject. */
    public IngestPolicy(DuplicatePolicy duplicates, String defaultIssuerOfPatientId) {
        this(duplicates, defaultIssuerOfPatientId, false);
    }

    public IngestPolicy {
        Objects.requireNonNull(duplicates);
        Objects.requireNonNull(defaultIssuerOfPatientId);
    }

    public IngestPolicy withMayReject(boolean may) {
        return new IngestPolicy(duplicates, defaultIssuerOfPatientId, may);
    }
}
