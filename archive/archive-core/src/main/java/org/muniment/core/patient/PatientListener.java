package org.muniment.core.patient;

import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.WorkItem;

/** Hears what becomes of patients, on the thread that does it; for the audit trail. */
public interface PatientListener {

    PatientListener NONE = new PatientListener() {};

    /** Must not throw. */
    default void updated(Patient patient, Provenance by) {}

    /** The reconciliation is complete, or has no effect. Must not throw. */
    default void reconciled(Reconciliation reconciliation) {}

    /** Its reversal is complete. Must not throw. */
    default void reversed(Reconciliation reconciliation) {}

    /** Must not throw. */
    default void decided(WorkItem item) {}

    /** Must not throw. */
    default void reopened(WorkItem item, Provenance by) {}
}
