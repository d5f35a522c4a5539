package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.Rejection.Restoration;
import org.muniment.archive.rejection.Rejection.State;

/** Table {@code rejection}. */
final class RejectionTable {

    private static final String COLUMNS = "note_uid, note_study_uid, note_series_uid, code, made_by, made_at, reason,"
            + " studies, instances, state, restored_by, restored_at, restored_reason";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement delete;

    RejectionTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO rejection (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        select = cql.prepare("SELECT " + COLUMNS + " FROM rejection WHERE note_uid = ?");
        delete = cql.prepare("DELETE FROM rejection WHERE note_uid = ?");
    }

    BoundStatement insert(Rejection rejection) {
        Optional<Restoration> restoration = rejection.restoration();
        return insert.bind(
                rejection.note().instance().value(),
                rejection.note().study().value(),
                rejection.note().series().value(),
                rejection.code().value(),
                rejection.by(),
                rejection.at(),
                rejection.reason(),
                rejection.studies().stream().map(StudyInstanceUid::value).collect(Collectors.toSet()),
                rejection.instances(),
                rejection.state().name(),
                restoration.map(Restoration::by).orElse(null),
                restoration.map(Restoration::at).orElse(null),
                restoration.map(Restoration::reason).orElse(null));
    }

    BoundStatement delete(String note) {
        return delete.bind(note);
    }

    Iterator<Rejection> find(Iterator<String> notes) {
        return new Lookups<>(cql, notes, select::bind, (note, row) -> Optional.of(read(row)));
    }

    private static Rejection read(Row row) {
        Set<String> studies = row.getSet("studies", String.class);
        return new Rejection(
                new InstanceId(
                        new StudyInstanceUid(row.getString("note_study_uid")),
                        new SeriesInstanceUid(row.getString("note_series_uid")),
                        new SopInstanceUid(row.getString("note_uid"))),
                InstanceByUidTable.code(row.getString("code")),
                row.getString("made_by"),
                row.getInstant("made_at"),
                row.getString("reason"),
                studies.stream().map(StudyInstanceUid::new).collect(Collectors.toSet()),
                row.getInt("instances"),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("restored_by"))
                        .map(by ->
                                new Restoration(by, row.getInstant("restored_at"), row.getString("restored_reason"))));
    }
}
