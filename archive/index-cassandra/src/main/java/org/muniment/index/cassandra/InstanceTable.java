package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;
import org.muniment.dicom.frame.FrameTable;

/** Tables {@code instance}, whose rows are what the archive holds and shows, and {@code rejected_instance}, what it holds back. */
final class InstanceTable {

    private static final String COLUMNS =
            "study_uid, series_uid, sop_uid, sop_class, transfer_syntax, store, object_key,"
                    + " size, data_set_offset, digest, received_at, source, attributes, frames";

    /** The row in its series, with the mark of the change. */
    private static final String SET = " SET sop_class = ?, transfer_syntax = ?, store = ?, object_key = ?,"
            + " size = ?, data_set_offset = ?, digest = ?, received_at = ?, source = ?, attributes = ?, frames = ?,"
            + " changes[?] = ? WHERE study_uid = ? AND series_uid = ? AND sop_uid = ?";

    /** The place of the condition's first value, behind those of {@link #SET}. */
    private static final int FORMER_STORE = 16;

    /** Without this, a series of which only static columns are left would seem to have a row. */
    static final String WITH_ROWS = " AND sop_uid > ''";

    private static final int PAGE = 50;
    private static final ByteBuffer NO_FRAMES = ByteBuffer.allocate(0);

    private final CqlRunner cql;
    private final PreparedStatement write;
    private final PreparedStatement replace;
    private final PreparedStatement delete;
    private final PreparedStatement markSeries;
    private final PreparedStatement select;
    private final PreparedStatement selectSeries;
    private final PreparedStatement selectAll;
    private final PreparedStatement selectSopClasses;

    InstanceTable(CqlRunner cql, String table) {
        this.cql = cql;
        String ofSeries = " WHERE study_uid = ? AND series_uid = ?";
        write = cql.prepare("UPDATE " + table + SET);
        replace = cql.prepare("UPDATE " + table + SET + " IF store = ? AND object_key = ?");
        delete = cql.prepare("DELETE FROM " + table + ofSeries + " AND sop_uid = ?");
        markSeries = cql.prepare("UPDATE " + table + " SET changes[?] = ?" + ofSeries);
        selectAll = cql.prepare("SELECT " + COLUMNS + " FROM " + table);
        selectSopClasses = cql.prepare("SELECT sop_class FROM " + table + ofSeries + WITH_ROWS);
        selectSeries = cql.prepare(selectAll.getQuery() + ofSeries + WITH_ROWS);
        select = cql.prepare(selectAll.getQuery() + ofSeries + " AND sop_uid = ?");
    }

    BoundStatement write(InstanceRecord instance, ChangeMarks.Mark mark) {
        return bind(write, instance, mark);
    }

    /** A lightweight transaction: applied where the row still refers to that object. */
    BoundStatement replace(ObjectLocation previous, InstanceRecord instance, ChangeMarks.Mark mark) {
        return bind(replace, instance, mark)
                .setString(FORMER_STORE, previous.store())
                .setString(FORMER_STORE + 1, previous.key().path());
    }

    private static BoundStatement bind(PreparedStatement statement, InstanceRecord instance, ChangeMarks.Mark mark) {
        return statement.bind(
                instance.sopClassUid(),
                instance.transferSyntaxUid(),
                instance.location().store(),
                instance.location().key().path(),
                instance.size(),
                instance.dataSetOffset(),
                ByteBuffer.wrap(HexFormat.of().parseHex(instance.digest().hex())),
                instance.receivedAt(),
                instance.source(),
                DataSetBlob.encode(instance.attributes()),
                frames(instance.frames()),
                mark.key(),
                mark.value(),
                instance.id().study().value(),
                instance.id().series().value(),
                instance.id().instance().value());
    }

    BoundStatement delete(InstanceId id) {
        return delete.bind(
                id.study().value(), id.series().value(), id.instance().value());
    }

    /** For a change that takes rows away. */
    BoundStatement markSeries(SeriesId id, ChangeMarks.Mark mark) {
        return markSeries.bind(
                mark.key(), mark.value(), id.study().value(), id.series().value());
    }

    /** Those that are long are kept apart; an empty value takes the place of those of the object before. */
    private static ByteBuffer frames(FrameTable frames) {
        return frames == null || FrameTableTable.isLong(frames) ? NO_FRAMES : ByteBuffer.wrap(frames.encoded());
    }

    /** Those of {@code ids} that are in the table. */
    Iterator<InstanceRecord> find(Iterator<InstanceId> ids) {
        return new Lookups<>(cql, ids, this::select, (id, row) -> Optional.of(read(row)));
    }

    private BoundStatement select(InstanceId id) {
        return select.bind(
                id.study().value(), id.series().value(), id.instance().value());
    }

    /** In small pages, of which the next is fetched while one is used: who sends the instances can begin soon. */
    Iterator<InstanceRecord> ofSeries(SeriesId id) {
        BoundStatement select =
                selectSeries.bind(id.study().value(), id.series().value()).setPageSize(PAGE);
        return Iterators.map(cql.rows(select), InstanceTable::read);
    }

    /** Empty where the series has no instances. */
    Set<String> sopClasses(SeriesId id) {
        Iterator<Row> rows =
                cql.rows(selectSopClasses.bind(id.study().value(), id.series().value()));
        return Iterators.stream(Iterators.map(rows, row -> row.getString("sop_class")))
                .collect(Collectors.toSet());
    }

    Iterator<InstanceRecord> all() {
        Iterator<Row> rows = Iterators.filter(cql.rows(selectAll.bind()), row -> !row.isNull("sop_uid"));
        return Iterators.map(rows, InstanceTable::read);
    }

    /** By the places of {@link #COLUMNS}: a study's rows are read while its instances are sent. */
    private static InstanceRecord read(Row row) {
        return new InstanceRecord(
                new InstanceId(
                        new StudyInstanceUid(text(row, 0)),
                        new SeriesInstanceUid(text(row, 1)),
                        new SopInstanceUid(text(row, 2))),
                text(row, 3),
                text(row, 4),
                new ObjectLocation(text(row, 5), new ObjectKey(text(row, 6))),
                row.getLong(7),
                row.getInt(8),
                new Sha256(HexFormat.of().formatHex(bytes(row, 9))),
                row.getInstant(10),
                text(row, 11),
                DataSetBlob.decode(bytes(row, 12)),
                FrameTableTable.decode(row.getBytesUnsafe(13)));
    }

    /** What the driver makes of a text it first looks up a codec for. */
    private static String text(Row row, int place) {
        return new String(bytes(row, place), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Row row, int place) {
        return ByteUtils.getArray(row.getBytesUnsafe(place));
    }
}
