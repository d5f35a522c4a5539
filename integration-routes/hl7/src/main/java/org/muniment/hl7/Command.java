package org.muniment.hl7;

import org.muniment.archive.order.Appointment;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.report.Report;

/** What a message asks of the archive. */
public sealed interface Command {

    /** What is known of a patient. */
    record PatientChanged(PatientUpdate update) implements Command {}

    /** Two records were one person's: that of {@code prior} is subsumed under {@code survivor} (A40). */
    record PatientsMerged(PatientIdentifier survivor, PatientIdentifier prior) implements Command {}

    /** The identifier {@code from} is no longer used, but {@code to} (A47). */
    record IdentifierChanged(PatientIdentifier from, PatientIdentifier to) implements Command {}

    record OrderChanged(OrderChange change) implements Command {}

    record AppointmentChanged(Appointment appointment) implements Command {}

    record ReportReceived(Report report) implements Command {}
}
