package org.muniment.archive.patient;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps all reconciliations. Writes are idempotent and durable on return. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface ReconciliationRegister {

    /** Writes the reconciliation down as it is now, and lists it as unsettled. */
    void record(Reconciliation reconciliation);

    Optional<Reconciliation> find(ReconciliationId id);

    /** Those that name the identifier, also reversed ones; in no order. */
    Stream<Reconciliation> naming(PatientIdentifier identifier);

    /** Those that were recorded and not settled since; in no order. */
    Stream<Reconciliation> unsettled();

    /** Nothing is left to do about the reconciliation as it is now. */
    void settle(Reconciliation reconciliation);
}
