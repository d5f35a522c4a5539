package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Tag;

/** Tables {@code study_by_patient_id} and {@code study_by_accession}: studies by the exact value of one attribute. */
final class StudyByTextPath<A extends StudyAccess> implements StudyPath<A> {

    private final CqlRunner cql;
    private final int tag;
    private final Function<A, String> wanted;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    private StudyByTextPath(CqlRunner cql, String table, String column, int tag, Function<A, String> wanted) {
        this.cql = cql;
        this.tag = tag;
        this.wanted = wanted;
        insert = cql.prepare("INSERT INTO " + table + " (" + column + ", study_uid) VALUES (?, ?)");
        delete = cql.prepare("DELETE FROM " + table + " WHERE " + column + " = ? AND study_uid = ?");
        select = cql.prepare("SELECT study_uid FROM " + table + " WHERE " + column + " = ?");
    }

    static StudyByTextPath<StudyAccess.ByPatientId> patientId(CqlRunner cql) {
        return new StudyByTextPath<>(
                cql, "study_by_patient_id", "patient_id", Tag.PatientID, StudyAccess.ByPatientId::patientId);
    }

    static StudyByTextPath<StudyAccess.ByAccessionNumber> accessionNumber(CqlRunner cql) {
        return new StudyByTextPath<>(
                cql,
                "study_by_accession",
                "accession_number",
                Tag.AccessionNumber,
                StudyAccess.ByAccessionNumber::accessionNumber);
    }

    @Override
    public List<BoundStatement> rows(StudyRecord study) {
        return bind(insert, study);
    }

    @Override
    public List<BoundStatement> deletes(StudyRecord study) {
        return bind(delete, study);
    }

    private List<BoundStatement> bind(PreparedStatement statement, StudyRecord study) {
        String value = study.attributes().getString(tag);
        if (value == null) return List.of();
        return List.of(statement.bind(StudyPath.key(value), study.id().value()));
    }

    @Override
    public Iterator<StudyHint> hints(A access) {
        String value = wanted.apply(access);
        if (value.isEmpty()) return List.<StudyHint>of().iterator();
        return Iterators.map(
                cql.rows(select.bind(StudyPath.key(value))),
                row -> new StudyHint(row.getString("study_uid"), study -> value.equals(study.getString(tag))));
    }
}
