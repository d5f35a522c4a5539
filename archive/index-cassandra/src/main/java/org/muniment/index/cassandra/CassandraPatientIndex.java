package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientIndex;
import org.muniment.dicom.NameKey;

/** Tables {@code patient} and {@code patient_by_name}. */
final class CassandraPatientIndex implements PatientIndex {

    private static final String BY_NAME = "patient_by_name";

    private final CqlRunner cql;
    private final NameBuckets names;
    private final PatientTable patients;
    private final PreparedStatement insertByName;
    private final PreparedStatement selectByName;

    CassandraPatientIndex(CqlRunner cql, BucketTable buckets) {
        this.cql = cql;
        names = new NameBuckets(buckets, BY_NAME);
        patients = new PatientTable(cql);
        insertByName = cql.prepare(
                "INSERT INTO patient_by_name (bucket, folded_name, patient_id, issuer) VALUES (?, ?, ?, ?)");
        selectByName = cql.prepare("SELECT folded_name, patient_id, issuer FROM patient_by_name"
                + " WHERE bucket = ? AND folded_name >= ? AND folded_name <= ?");
    }

    @Override
    public Optional<Patient> find(PatientIdentifier identifier) {
        return Iterators.stream(patients.find(List.of(identifier).iterator())).findFirst();
    }

    @Override
    public Stream<Patient> byId(String id) {
        return Iterators.stream(patients.byId(id));
    }

    private record Hint(String name, PatientIdentifier identifier) {
        static Hint of(Row row) {
            return new Hint(
                    row.getString("folded_name"),
                    new PatientIdentifier(row.getString("patient_id"), row.getString("issuer")));
        }
    }

    @Override
    public Stream<Patient> byName(String foldedPrefix) {
        String prefix = StudyPath.key(foldedPrefix);
        Set<PatientIdentifier> seen = new HashSet<>();
        Iterator<Hint> hints = Iterators.map(
                Iterators.flatMap(
                        names.startingWith(prefix),
                        bucket -> cql.rows(selectByName.bind(bucket, prefix, BucketTable.last(prefix)))),
                Hint::of);
        Iterator<PatientIdentifier> found =
                Iterators.map(Iterators.filter(hints, hint -> seen.add(hint.identifier())), Hint::identifier);
        // hints stay when a name changes
        return Iterators.stream(Iterators.filter(patients.find(found), patient -> names(patient).stream()
                .anyMatch(name -> name.startsWith(foldedPrefix))));
    }

    private static List<String> names(Patient patient) {
        return NameKey.groups(patient.name());
    }

    @Override
    public void describe(Patient patient) {
        RowGroup rows = new RowGroup();
        PatientIdentifier identifier = patient.identifier();
        for (String name : names(patient)) {
            String key = StudyPath.key(name);
            rows.add(insertByName.bind(names.listed(key), key, identifier.id(), identifier.issuer()));
        }
        rows.add(patients.insert(patient)).write(cql);
    }

    /** One after another where they are many; whoever calls does it again where that was interrupted. */
    @Override
    public void link(Map<PatientIdentifier, PatientIdentifier> living) {
        RowGroup rows = new RowGroup();
        living.forEach((identifier, as) -> rows.add(patients.link(identifier, as)));
        rows.write(cql);
    }
}
