package org.muniment.archive.patient;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Patients by their identifiers. Every write is idempotent and durable on return. Safe for use by many threads; streams are lazy and
 * closed by the caller. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface PatientIndex {

    Optional<Patient> find(PatientIdentifier identifier);

    /** Those with this id, of whatever issuer. */
    Stream<Patient> byId(String id);

    /**
     * Those whose name, in any of its component groups, begins with {@code foldedPrefix} once folded by
     * {@code org.muniment.dicom.NameKey}; at least one character long. In the order of their names, each once.
     */
    Stream<Patient> byName(String foldedPrefix);

    /** Writes down the patient as it is now, but for {@link Patient#mergedInto}. */
    void describe(Patient patient);

    /** Who lives as whom from now on; identifiers that lead to themselves are living. One that was not known comes to be known by it. */
    void link(Map<PatientIdentifier, PatientIdentifier> living);
}
