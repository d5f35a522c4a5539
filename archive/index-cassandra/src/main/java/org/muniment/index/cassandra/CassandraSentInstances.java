package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.routing.SentInstances;

/** Table {@code sent_instance}. */
final class CassandraSentInstances implements SentInstances {

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement delete;

    CassandraSentInstances(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare(
                "INSERT INTO sent_instance (destination, study_uid, sop_instance_uid, digest) VALUES (?, ?, ?, ?)");
        select = cql.prepare(
                "SELECT sop_instance_uid, digest FROM sent_instance WHERE destination = ? AND study_uid = ?");
        delete = cql.prepare("DELETE FROM sent_instance WHERE destination = ? AND study_uid = ?");
    }

    @Override
    public void add(String destination, StudyInstanceUid study, SopInstanceUid instance, Sha256 digest) {
        cql.run(insert.bind(destination, study.value(), instance.value(), digest.hex()));
    }

    @Override
    public Map<SopInstanceUid, Sha256> of(String destination, StudyInstanceUid study) {
        Map<SopInstanceUid, Sha256> sent = new HashMap<>();
        Iterator<Row> rows = cql.rows(select.bind(destination, study.value()));
        while (rows.hasNext()) {
            Row row = rows.next();
            sent.put(new SopInstanceUid(row.getString("sop_instance_uid")), new Sha256(row.getString("digest")));
        }
        return sent;
    }

    @Override
    public void forget(String destination, StudyInstanceUid study) {
        cql.run(delete.bind(destination, study.value()));
    }
}
