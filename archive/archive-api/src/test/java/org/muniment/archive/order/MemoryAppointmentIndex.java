package org.muniment.archive.order;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/** The appointments as a plain map. */
public final class MemoryAppointmentIndex implements AppointmentIndex {

    private final Map<StudyInstanceUid, Appointment> appointments = new LinkedHashMap<>();

    @Override
    public synchronized void save(Appointment appointment, Optional<Appointment> previous) {
        appointments.put(appointment.announcedAs(), appointment);
    }

    @Override
    public synchronized Optional<Appointment> find(StudyInstanceUid announcedAs) {
        return Optional.ofNullable(appointments.get(announcedAs));
    }

    @Override
    public synchronized Stream<Appointment> ofPatient(PatientIdentifier patient) {
        return appointments.values().stream()
                .filter(appointment -> appointment.patient().equals(patient))
                .toList()
                .stream();
    }

    @Override
    public synchronized Stream<Appointment> on(LocalDate day) {
        return appointments.values().stream()
                .filter(a -> a.status() != OrderStatus.CANCELLED
                        && a.start().toLocalDate().equals(day))
                .sorted(Comparator.comparing(Appointment::start))
                .toList()
                .stream();
    }
}
