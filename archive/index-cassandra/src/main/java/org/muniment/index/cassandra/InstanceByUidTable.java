package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.Iterator;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/** Table {@code instance_by_uid}: where to look for an instance of which only the SOP Instance UID is known. */
final class InstanceByUidTable {

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    InstanceByUidTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO instance_by_uid (sop_uid, study_uid, series_uid) VALUES (?, ?, ?)");
        select = cql.prepare("SELECT study_uid, series_uid FROM instance_by_uid WHERE sop_uid = ?");
    }

    BoundStatement insert(InstanceId id) {
        return insert.bind(
                id.instance().value(), id.study().value(), id.series().value());
    }

    /** Where the instance may be. */
    Iterator<InstanceId> hints(SopInstanceUid uid) {
        return Iterators.map(
                cql.rows(select.bind(uid.value())),
                row -> new InstanceId(
                        new StudyInstanceUid(row.getString("study_uid")),
                        new SeriesInstanceUid(row.getString("series_uid")),
                        uid));
    }
}
