package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;

/** Table {@code patient}. */
final class PatientTable {

    private static final String COLUMNS = "patient_id, issuer, other_identifiers, name, birth_date, sex, deceased,"
            + " death_date, registered, updated_at";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement link;
    private final PreparedStatement selectId;
    private final PreparedStatement select;

    PatientTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO patient (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        link = cql.prepare("INSERT INTO patient (patient_id, issuer, living_id, living_issuer) VALUES (?, ?, ?, ?)");
        selectId = cql.prepare("SELECT " + COLUMNS + ", living_id, living_issuer FROM patient WHERE patient_id = ?");
        select = cql.prepare(selectId.getQuery() + " AND issuer = ?");
    }

    BoundStatement insert(Patient patient) {
        Set<String> others =
                patient.otherIdentifiers().stream().map(IdentifierText::of).collect(Collectors.toSet());
        return insert.bind(
                patient.identifier().id(),
                patient.identifier().issuer(),
                others,
                patient.name(),
                patient.birthDate(),
                patient.sex(),
                patient.deceased(),
                patient.deathDate(),
                patient.registered(),
                patient.updatedAt());
    }

    BoundStatement link(PatientIdentifier identifier, PatientIdentifier living) {
        boolean lives = living.equals(identifier);
        return link.bind(
                identifier.id(), identifier.issuer(), lives ? null : living.id(), lives ? null : living.issuer());
    }

    Iterator<Patient> byId(String id) {
        return Iterators.map(cql.rows(selectId.bind(id)), PatientTable::read);
    }

    Iterator<Patient> find(Iterator<PatientIdentifier> identifiers) {
        return new Lookups<>(
                cql, identifiers, i -> select.bind(i.id(), i.issuer()), (i, row) -> Optional.of(read(row)));
    }

    /** A row that was only ever linked has no more than its identifier. */
    private static Patient read(Row row) {
        PatientIdentifier identifier = new PatientIdentifier(row.getString("patient_id"), row.getString("issuer"));
        Optional<PatientIdentifier> living = Optional.ofNullable(row.getString("living_id"))
                .map(id -> new PatientIdentifier(id, row.getString("living_issuer")));
        if (row.isNull("updated_at")) return Patient.unknown(identifier).withMergedInto(living);
        return new Patient(
                identifier,
                row.getSet("other_identifiers", String.class).stream()
                        .map(IdentifierText::one)
                        .collect(Collectors.toSet()),
                row.getString("name"),
                row.getString("birth_date"),
                row.getString("sex"),
                row.getBoolean("deceased"),
                row.getString("death_date"),
                row.getBoolean("registered"),
                living,
                row.getInstant("updated_at"));
    }
}
