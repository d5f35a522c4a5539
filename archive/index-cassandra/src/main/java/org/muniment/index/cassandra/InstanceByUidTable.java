package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.RejectionCode;

/**
 * Table {@code instance_by_uid}: where to look for an instance of which only the SOP Instance UID is known, and which rejection notes name
 * it. Both are read at once, so that who stores learns of a rejection without asking.
 */
final class InstanceByUidTable {

    /** Where an instance may be, with the notes that name it there. */
    record Hint(InstanceId id, Map<SopInstanceUid, RejectionCode> rejectedBy) {}

    private static final String WHERE = " WHERE sop_uid = ? AND study_uid = ? AND series_uid = ?";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement selectOne;
    private final PreparedStatement mark;
    private final PreparedStatement unmark;

    InstanceByUidTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO instance_by_uid (sop_uid, study_uid, series_uid) VALUES (?, ?, ?)");
        delete = cql.prepare("DELETE FROM instance_by_uid" + WHERE);
        select = cql.prepare("SELECT study_uid, series_uid, rejected_by FROM instance_by_uid WHERE sop_uid = ?");
        selectOne = cql.prepare("SELECT study_uid, series_uid, rejected_by FROM instance_by_uid" + WHERE);
        mark = cql.prepare("UPDATE instance_by_uid SET rejected_by[?] = ?" + WHERE);
        unmark = cql.prepare("DELETE rejected_by[?] FROM instance_by_uid" + WHERE);
    }

    BoundStatement insert(InstanceId id) {
        return insert.bind(
                id.instance().value(), id.study().value(), id.series().value());
    }

    BoundStatement mark(InstanceId id, SopInstanceUid note, RejectionCode code) {
        return mark.bind(
                note.value(),
                code.value(),
                id.instance().value(),
                id.study().value(),
                id.series().value());
    }

    BoundStatement unmark(InstanceId id, SopInstanceUid note) {
        return unmark.bind(
                note.value(),
                id.instance().value(),
                id.study().value(),
                id.series().value());
    }

    /** For an instance that is on neither side from now on: neither hint nor marks remain. */
    BoundStatement delete(InstanceId id) {
        return delete.bind(
                id.instance().value(), id.study().value(), id.series().value());
    }

    /** Where the instance may be. */
    Iterator<Hint> hints(SopInstanceUid uid) {
        return Iterators.map(cql.rows(select.bind(uid.value())), row -> hint(uid, row));
    }

    /** Those of the instances that are named by a note. */
    Iterator<Hint> marked(Collection<InstanceId> ids) {
        return new Lookups<>(
                cql,
                ids.iterator(),
                id -> selectOne.bind(
                        id.instance().value(), id.study().value(), id.series().value()),
                (id, row) -> Optional.of(hint(id.instance(), row))
                        .filter(hint -> !hint.rejectedBy().isEmpty()));
    }

    private static Hint hint(SopInstanceUid uid, Row row) {
        InstanceId id = new InstanceId(
                new StudyInstanceUid(row.getString("study_uid")),
                new SeriesInstanceUid(row.getString("series_uid")),
                uid);
        return new Hint(
                id,
                row.getMap("rejected_by", String.class, String.class).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                mark -> new SopInstanceUid(mark.getKey()), mark -> code(mark.getValue()))));
    }

    static RejectionCode code(String value) {
        return RejectionCode.of(value)
                .orElseThrow(() -> new ArchiveException(ErrorCode.INTERNAL, "unknown rejection code in the index"));
    }
}
