package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.frame.FrameTable;

/** Table {@code frame_table}: where frames lie, for objects of which the instance row does not say it. */
final class FrameTableTable {

    /** Longest table in bytes that goes with the instance row: more would slow down the listing of a series. */
    private static final int SHORT = 512;

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    FrameTableTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO frame_table (store, object_key, frames) VALUES (?, ?, ?)");
        delete = cql.prepare("DELETE FROM frame_table WHERE store = ? AND object_key = ?");
        select = cql.prepare("SELECT frames FROM frame_table WHERE store = ? AND object_key = ?");
    }

    BoundStatement insert(ObjectLocation object, FrameTable frames) {
        return insert.bind(object.store(), object.key().path(), ByteBuffer.wrap(frames.encoded()));
    }

    BoundStatement delete(ObjectLocation object) {
        return delete.bind(object.store(), object.key().path());
    }

    Optional<FrameTable> find(ObjectLocation object) {
        Iterator<Row> rows = cql.rows(select.bind(object.store(), object.key().path()));
        return rows.hasNext() ? Optional.ofNullable(decode(rows.next().getByteBuffer("frames"))) : Optional.empty();
    }

    static boolean isLong(FrameTable frames) {
        return frames != null && frames.encoded().length > SHORT;
    }

    /** Null where there is none, or what is there can't be read and has to be made again. */
    static FrameTable decode(ByteBuffer blob) {
        if (blob == null) return null;
        try {
            return FrameTable.decode(ByteUtils.getArray(blob));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
