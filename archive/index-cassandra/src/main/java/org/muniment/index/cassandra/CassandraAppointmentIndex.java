package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.Appointment;
import org.muniment.archive.order.AppointmentIndex;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.patient.PatientIdentifier;

/** Tables {@code appointment}, {@code appointment_by_patient} and {@code appointment_by_day}. */
final class CassandraAppointmentIndex implements AppointmentIndex {

    private static final String COLUMNS = "announced_as, id, id_namespace, patient_id, patient_issuer, "
            + OrderNumberColumns.NAMES + ", start_date, start_time, modality, procedure, location, status, told_at";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement insertByPatient;
    private final PreparedStatement selectByPatient;
    private final PreparedStatement insertByDay;
    private final PreparedStatement deleteByDay;
    private final PreparedStatement selectByDay;

    CassandraAppointmentIndex(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO appointment (" + COLUMNS + ") VALUES (" + "?, ".repeat(18) + "?)");
        select = cql.prepare("SELECT " + COLUMNS + " FROM appointment WHERE announced_as = ?");
        insertByPatient = cql.prepare("INSERT INTO appointment_by_patient (patient_id, announced_as) VALUES (?, ?)");
        selectByPatient = cql.prepare("SELECT announced_as FROM appointment_by_patient WHERE patient_id = ?");
        insertByDay = cql.prepare("INSERT INTO appointment_by_day (day, start_time, announced_as) VALUES (?, ?, ?)");
        deleteByDay =
                cql.prepare("DELETE FROM appointment_by_day WHERE day = ? AND start_time = ? AND announced_as = ?");
        selectByDay = cql.prepare("SELECT announced_as FROM appointment_by_day WHERE day = ?");
    }

    @Override
    public void save(Appointment appointment, Optional<Appointment> previous) {
        String name = appointment.announcedAs().value();
        LocalDateTime start = appointment.start();
        RowGroup rows = new RowGroup()
                .add(insertByPatient.bind(StudyPath.key(appointment.patient().id()), name))
                .add(insertByDay.bind(start.toLocalDate(), start.toLocalTime(), name))
                .add(OrderNumberColumns.write(appointment.order(), insert.bind())
                        .setString("announced_as", name)
                        .setString("id", appointment.id().number())
                        .setString("id_namespace", appointment.id().namespace())
                        .setString("patient_id", appointment.patient().id())
                        .setString("patient_issuer", appointment.patient().issuer())
                        .setLocalDate("start_date", start.toLocalDate())
                        .setLocalTime("start_time", start.toLocalTime())
                        .setString("modality", appointment.modality())
                        .setUdtValue(
                                "procedure",
                                CodedTextType.write(
                                        appointment.procedure(),
                                        insert.getVariableDefinitions()
                                                .get("procedure")
                                                .getType()))
                        .setString("location", appointment.location())
                        .setString("status", appointment.status().name())
                        .setInstant("told_at", appointment.toldAt()));
        previous.map(Appointment::start)
                .filter(before -> !before.equals(start))
                .ifPresent(before -> rows.add(deleteByDay.bind(before.toLocalDate(), before.toLocalTime(), name)));
        rows.write(cql);
    }

    @Override
    public Optional<Appointment> find(StudyInstanceUid announcedAs) {
        return Iterators.stream(lookUp(List.of(announcedAs.value()).iterator())).findFirst();
    }

    @Override
    public Stream<Appointment> ofPatient(PatientIdentifier patient) {
        return Iterators.stream(Iterators.filter(
                lookUp(names(selectByPatient, StudyPath.key(patient.id()))),
                appointment -> appointment.patient().equals(patient)));
    }

    @Override
    public Stream<Appointment> on(LocalDate day) {
        return Iterators.stream(Iterators.filter(
                lookUp(names(selectByDay, day)),
                appointment -> appointment.status() != OrderStatus.CANCELLED
                        && appointment.start().toLocalDate().equals(day)));
    }

    private Iterator<String> names(PreparedStatement paths, Object key) {
        return Iterators.map(cql.rows(paths.bind(key)), row -> row.getString("announced_as"));
    }

    private Iterator<Appointment> lookUp(Iterator<String> names) {
        return new Lookups<>(cql, names, select::bind, (name, row) -> Optional.of(read(row)));
    }

    private static Appointment read(Row row) {
        return new Appointment(
                new OrderNumber(row.getString("id"), row.getString("id_namespace")),
                new PatientIdentifier(row.getString("patient_id"), row.getString("patient_issuer")),
                OrderNumberColumns.read(row),
                LocalDateTime.of(row.getLocalDate("start_date"), row.getLocalTime("start_time")),
                row.getString("modality"),
                CodedTextType.read(row.getUdtValue("procedure")),
                row.getString("location"),
                OrderStatus.valueOf(row.getString("status")),
                row.getInstant("told_at"));
    }
}
