package org.muniment.archive.order;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/** The appointments; as {@link OrderIndex} in all it promises. */
public interface AppointmentIndex {

    void save(Appointment appointment, Optional<Appointment> previous);

    Optional<Appointment> find(StudyInstanceUid announcedAs);

    Stream<Appointment> ofPatient(PatientIdentifier patient);

    /** Those of one day that are not cancelled, the earliest first. */
    Stream<Appointment> on(LocalDate day);
}
