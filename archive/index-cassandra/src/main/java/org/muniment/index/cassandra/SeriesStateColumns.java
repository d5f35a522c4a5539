package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;

/** The static columns of tables {@code instance} and {@code rejected_instance}: one value for a whole series, in the same partition as its rows. */
final class SeriesStateColumns {

    private static final SeriesState UNKNOWN = new SeriesState("", Optional.empty());
    private static final int VERSION_BYTES = 16;
    private static final int AT_ONCE = 64;

    private final CqlRunner cql;
    private final PreparedStatement select;
    private final PreparedStatement update;

    SeriesStateColumns(CqlRunner cql, String table) {
        this.cql = cql;
        select = cql.prepare(
                "SELECT DISTINCT study_uid, series_uid, changes, metadata_store, metadata_key, metadata_size,"
                        + " metadata_made_of FROM " + table + " WHERE study_uid = ? AND series_uid = ?");
        update = cql.prepare("UPDATE " + table + " SET metadata_store = ?, metadata_key = ?, metadata_size = ?,"
                + " metadata_made_of = ? WHERE study_uid = ? AND series_uid = ?");
    }

    /** Some at a time, side by side. */
    List<SeriesState> read(List<SeriesId> ids) {
        List<SeriesState> states = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<SeriesId> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            var started = some.stream().map(id -> cql.start(select(id))).toList();
            started.forEach(result -> states.add(state(cql.await(result).one())));
        }
        return states;
    }

    private BoundStatement select(SeriesId id) {
        return select.bind(id.study().value(), id.series().value());
    }

    private static SeriesState state(Row row) {
        if (row == null) return UNKNOWN;
        return new SeriesState(version(row.getMap("changes", Long.class, Long.class)), metadata(row));
    }

    private static Optional<MetadataObject> metadata(Row row) {
        if (row.isNull("metadata_key")) return Optional.empty();
        return Optional.of(new MetadataObject(
                new ObjectLocation(row.getString("metadata_store"), new ObjectKey(row.getString("metadata_key"))),
                row.getLong("metadata_size"),
                row.getString("metadata_made_of")));
    }

    /** The marks in short. */
    static String version(Map<Long, Long> marks) {
        if (marks.isEmpty()) return "";
        ByteBuffer all = ByteBuffer.allocate(2 * Long.BYTES * marks.size());
        new TreeMap<>(marks).forEach((key, value) -> all.putLong(key).putLong(value));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.array());
            return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    BoundStatement use(SeriesId id, MetadataObject metadata) {
        return update.bind(
                metadata.location().store(),
                metadata.location().key().path(),
                metadata.size(),
                metadata.madeOf(),
                id.study().value(),
                id.series().value());
    }
}
