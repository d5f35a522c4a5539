package org.muniment.archive.patient;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps work items. Writes are idempotent and durable on return. Failures are {@link org.muniment.archive.error.ArchiveException}
 * INDEX_UNAVAILABLE.
 */
public interface WorkItemRegister {

    /** Writes the item down as it is now. */
    void record(WorkItem item);

    Optional<WorkItem> find(WorkItemId id);

    /** Those open, the oldest day first. */
    Stream<WorkItem> open();

    /** Those that name the identifier on one of their sides, decided or not; in no order. */
    Stream<WorkItem> naming(PatientIdentifier identifier);
}
