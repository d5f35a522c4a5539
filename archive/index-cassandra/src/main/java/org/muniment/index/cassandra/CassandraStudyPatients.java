package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.StudyPatient;
import org.muniment.archive.patient.StudyPatient.Assignment;
import org.muniment.archive.patient.StudyPatients;

/** Tables {@code study_patient} and {@code study_by_claim}, and the rows of studies on both sides. */
final class CassandraStudyPatients implements StudyPatients {

    private final CqlRunner cql;
    private final ChangeMarks marks;
    private final IndexSide sight;
    private final IndexSide heldBack;
    private final PreparedStatement insert;
    private final PreparedStatement insertClaim;
    private final PreparedStatement delete;
    private final PreparedStatement deleteClaim;
    private final PreparedStatement select;
    private final PreparedStatement selectClaims;

    CassandraStudyPatients(SharedTables shared, IndexSide sight, IndexSide heldBack) {
        cql = shared.cql();
        marks = shared.marks();
        this.sight = sight;
        this.heldBack = heldBack;
        insert = cql.prepare(
                "INSERT INTO study_patient (study_uid, arrived, assignments, also_named) VALUES (?, ?, ?, ?)");
        insertClaim = cql.prepare("INSERT INTO study_by_claim (patient_id, issuer, study_uid) VALUES (?, ?, ?)");
        delete = cql.prepare("DELETE FROM study_patient WHERE study_uid = ?");
        deleteClaim = cql.prepare("DELETE FROM study_by_claim WHERE patient_id = ? AND issuer = ? AND study_uid = ?");
        select = cql.prepare(
                "SELECT study_uid, arrived, assignments, also_named FROM study_patient WHERE study_uid = ?");
        selectClaims = cql.prepare("SELECT study_uid FROM study_by_claim WHERE patient_id = ? AND issuer = ?");
    }

    @Override
    public Optional<StudyPatient> find(StudyInstanceUid study) {
        return Iterators.stream(Iterators.map(cql.rows(select.bind(study.value())), CassandraStudyPatients::read))
                .findFirst();
    }

    @Override
    public Stream<StudyInstanceUid> claiming(PatientIdentifier identifier) {
        return Iterators.stream(Iterators.map(
                cql.rows(selectClaims.bind(identifier.id(), identifier.issuer())),
                row -> new StudyInstanceUid(row.getString("study_uid"))));
    }

    @Override
    public void keep(StudyPatient patient) {
        RowGroup rows = new RowGroup();
        named(patient)
                .forEach(named -> rows.add(insertClaim.bind(
                        named.id(), named.issuer(), patient.study().value())));
        List<String> assignments = patient.assignments().stream()
                .map(a -> IdentifierText.join(
                        a.by().value(), a.patient().id(), a.patient().issuer()))
                .toList();
        Set<String> alsoNamed =
                patient.alsoNamed().stream().map(IdentifierText::of).collect(Collectors.toSet());
        rows.add(insert.bind(patient.study().value(), DataSetBlob.encode(patient.arrived()), assignments, alsoNamed))
                .write(cql);
    }

    private static Stream<PatientIdentifier> named(StudyPatient patient) {
        return Stream.concat(patient.claimed().stream(), patient.alsoNamed().stream());
    }

    /** With those it was claimed for before it was assigned to somebody else. */
    private static Stream<PatientIdentifier> everNamed(StudyPatient patient) {
        return Stream.of(
                        named(patient),
                        PatientIdentifier.of(patient.arrived()).stream(),
                        patient.assignments().stream().map(Assignment::patient))
                .flatMap(each -> each)
                .distinct();
    }

    /** Nothing of it is left. */
    void forget(StudyInstanceUid study) {
        RowGroup rows = new RowGroup();
        find(study).ifPresent(patient -> everNamed(patient)
                .forEach(named -> rows.add(deleteClaim.bind(named.id(), named.issuer(), study.value()))));
        rows.add(delete.bind(study.value())).write(cql);
    }

    @Override
    public void rewrite(StudyRecord study) {
        marks.during(mark -> sight.rewrite(study, mark));
    }

    @Override
    public void rewriteHeldBack(StudyRecord study) {
        marks.during(mark -> heldBack.rewrite(study, mark));
    }

    private static StudyPatient read(Row row) {
        return new StudyPatient(
                new StudyInstanceUid(row.getString("study_uid")),
                DataSetBlob.decode(row.getByteBuffer("arrived")),
                row.getList("assignments", String.class).stream()
                        .map(CassandraStudyPatients::assignment)
                        .toList(),
                row.getSet("also_named", String.class).stream()
                        .map(IdentifierText::one)
                        .collect(Collectors.toSet()));
    }

    private static Assignment assignment(String text) {
        List<String> words = IdentifierText.words(text);
        return new Assignment(new ReconciliationId(words.get(0)), new PatientIdentifier(words.get(1), words.get(2)));
    }
}
