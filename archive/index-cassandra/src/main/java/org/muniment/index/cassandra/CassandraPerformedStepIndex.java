package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.PerformedStep;
import org.muniment.archive.order.PerformedStepIndex;

/** Tables {@code performed_step} and {@code performed_step_by_study}. */
final class CassandraPerformedStepIndex implements PerformedStepIndex {

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement insertByStudy;
    private final PreparedStatement selectByStudy;

    CassandraPerformedStepIndex(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO performed_step (sop_uid, status, attributes, studies, source, created_at,"
                + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
        select = cql.prepare("SELECT sop_uid, status, attributes, studies, source, created_at, updated_at"
                + " FROM performed_step WHERE sop_uid = ?");
        insertByStudy = cql.prepare("INSERT INTO performed_step_by_study (study_uid, sop_uid) VALUES (?, ?)");
        selectByStudy = cql.prepare("SELECT sop_uid FROM performed_step_by_study WHERE study_uid = ?");
    }

    @Override
    public void save(PerformedStep step) {
        String uid = step.uid().value();
        RowGroup rows = new RowGroup();
        step.studies().forEach(study -> rows.add(insertByStudy.bind(study.value(), uid)));
        rows.add(insert.bind(
                        uid,
                        step.status().name(),
                        DataSetBlob.encode(step.attributes()),
                        step.studies().stream().map(StudyInstanceUid::value).collect(Collectors.toSet()),
                        step.source(),
                        step.createdAt(),
                        step.updatedAt()))
                .write(cql);
    }

    @Override
    public Optional<PerformedStep> find(SopInstanceUid uid) {
        return Iterators.stream(lookUp(List.of(uid.value()).iterator())).findFirst();
    }

    @Override
    public Stream<PerformedStep> ofStudy(StudyInstanceUid study) {
        Iterator<String> uids =
                Iterators.map(cql.rows(selectByStudy.bind(study.value())), row -> row.getString("sop_uid"));
        return Iterators.stream(lookUp(uids));
    }

    private Iterator<PerformedStep> lookUp(Iterator<String> uids) {
        return new Lookups<>(cql, uids, select::bind, (uid, row) -> Optional.of(read(row)));
    }

    private static PerformedStep read(Row row) {
        return new PerformedStep(
                new SopInstanceUid(row.getString("sop_uid")),
                PerformedStep.Status.valueOf(row.getString("status")),
                DataSetBlob.decode(row.getByteBuffer("attributes")),
                row.getSet("studies", String.class).stream()
                        .map(StudyInstanceUid::new)
                        .collect(Collectors.toSet()),
                row.getString("source"),
                row.getInstant("created_at"),
                row.getInstant("updated_at"));
    }
}
