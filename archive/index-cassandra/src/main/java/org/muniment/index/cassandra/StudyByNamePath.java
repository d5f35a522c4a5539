package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.NameKey;
import org.muniment.dicom.Tag;

/** Table {@code study_by_name}: a row for each component group of the patient's name. */
final class StudyByNamePath implements StudyPath<StudyAccess.ByPatientName> {

    private final CqlRunner cql;
    private final NameBuckets buckets;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    StudyByNamePath(CqlRunner cql, BucketTable buckets) {
        this.cql = cql;
        this.buckets = new NameBuckets(buckets, "study_by_name");
        insert = cql.prepare("INSERT INTO study_by_name (bucket, folded_name, study_uid) VALUES (?, ?, ?)");
        delete = cql.prepare("DELETE FROM study_by_name WHERE bucket = ? AND folded_name = ? AND study_uid = ?");
        select = cql.prepare("SELECT folded_name, study_uid FROM study_by_name"
                + " WHERE bucket = ? AND folded_name >= ? AND folded_name <= ?");
    }

    @Override
    public List<BoundStatement> rows(StudyRecord study) {
        List<BoundStatement> rows = new ArrayList<>();
        for (String name : names(study.attributes())) {
            String key = StudyPath.key(name);
            rows.add(insert.bind(buckets.listed(key), key, study.id().value()));
        }
        return rows;
    }

    @Override
    public List<BoundStatement> deletes(StudyRecord study) {
        return names(study.attributes()).stream()
                .map(StudyPath::key)
                .map(key -> delete.bind(NameBuckets.of(key), key, study.id().value()))
                .toList();
    }

    @Override
    public Iterator<StudyHint> hints(StudyAccess.ByPatientName access) {
        String prefix = access.foldedPrefix();
        if (prefix.isEmpty()) return List.<StudyHint>of().iterator();
        String key = StudyPath.key(prefix);
        return Iterators.map(
                Iterators.flatMap(
                        buckets.startingWith(key), bucket -> cql.rows(select.bind(bucket, key, BucketTable.last(key)))),
                row -> hint(row, prefix));
    }

    private static StudyHint hint(Row row, String prefix) {
        String key = row.getString("folded_name");
        return new StudyHint(row.getString("study_uid"), study -> names(study).stream()
                .filter(name -> name.startsWith(prefix))
                .map(StudyPath::key)
                .min(Comparator.naturalOrder())
                .filter(key::equals)
                .isPresent());
    }

    private static List<String> names(Attributes study) {
        return NameKey.groups(study.getString(Tag.PatientName));
    }
}
