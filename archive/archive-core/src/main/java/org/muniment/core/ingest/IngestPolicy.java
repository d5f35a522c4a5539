package org.muniment.core.ingest;

import java.util.Objects;
import org.muniment.core.coerce.Coercion;

/**
 * How the objects of one source are taken in.
 *
 * @param duplicates what to do with a known instance that has other content
 * @param defaultIssuerOfPatientId who issued the patient ids that come without an issuer; empty where that is not known
 * @param coercion what is changed before it is stored
 * @param mayReject whether rejection notes are taken from it, which hide what others have stored
 */
public record IngestPolicy(
        DuplicatePolicy duplicates, String defaultIssuerOfPatientId, boolean mayReject, Coercion coercion) {

    /** The first one stays, ids are taken as they come. */
    public static final IngestPolicy DEFAULT = new IngestPolicy(DuplicatePolicy.KEEP, "");

    /** Of a source that may not reject. */
    public IngestPolicy(DuplicatePolicy duplicates, String defaultIssuerOfPatientId) {
        this(duplicates, defaultIssuerOfPatientId, false);
    }

    /** Of a source whose instances are stored as they come. */
    public IngestPolicy(DuplicatePolicy duplicates, String defaultIssuerOfPatientId, boolean mayReject) {
        this(duplicates, defaultIssuerOfPatientId, mayReject, Coercion.NONE);
    }

    public IngestPolicy {
        Objects.requireNonNull(duplicates);
        Objects.requireNonNull(defaultIssuerOfPatientId);
        Objects.requireNonNull(coercion);
    }

    public IngestPolicy withMayReject(boolean may) {
        return new IngestPolicy(duplicates, defaultIssuerOfPatientId, may, coercion);
    }
}
