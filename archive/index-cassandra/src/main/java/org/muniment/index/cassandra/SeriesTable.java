package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SeriesRecord;

/** Tables {@code series} and {@code rejected_series}, and {@code series_by_uid} that points into both. */
final class SeriesTable {

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement insertByUid;
    private final PreparedStatement delete;
    private final PreparedStatement deleteByUid;
    private final PreparedStatement selectStudy;
    private final PreparedStatement selectIds;
    private final PreparedStatement select;
    private final PreparedStatement selectByUid;

    SeriesTable(CqlRunner cql, String table) {
        this.cql = cql;
        delete = cql.prepare("DELETE FROM " + table + " WHERE study_uid = ? AND series_uid = ?");
        deleteByUid = cql.prepare("DELETE FROM series_by_uid WHERE series_uid = ? AND study_uid = ?");
        insert = cql.prepare("INSERT INTO " + table + " (study_uid, series_uid, attributes) VALUES (?, ?, ?)");
        insertByUid = cql.prepare("INSERT INTO series_by_uid (series_uid, study_uid) VALUES (?, ?)");
        selectStudy = cql.prepare("SELECT study_uid, series_uid, attributes FROM " + table + " WHERE study_uid = ?");
        selectIds = cql.prepare("SELECT study_uid, series_uid FROM " + table + " WHERE study_uid = ?");
        select = cql.prepare(selectStudy.getQuery() + " AND series_uid = ?");
        selectByUid = cql.prepare("SELECT study_uid FROM series_by_uid WHERE series_uid = ?");
    }

    List<BoundStatement> inserts(SeriesRecord series) {
        String study = series.id().study().value();
        String uid = series.id().series().value();
        return List.of(insertByUid.bind(uid, study), insert.bind(study, uid, DataSetBlob.encode(series.attributes())));
    }

    BoundStatement delete(SeriesId id) {
        return delete.bind(id.study().value(), id.series().value());
    }

    /** For a series that is on neither side. */
    BoundStatement deleteByUid(SeriesId id) {
        return deleteByUid.bind(id.series().value(), id.study().value());
    }

    /** Those of several studies, asked for at once. */
    List<SeriesId> ids(Collection<StudyInstanceUid> studies) {
        List<CompletableFuture<AsyncResultSet>> started = studies.stream()
                .map(study -> cql.start(selectIds.bind(study.value())))
                .toList();
        List<SeriesId> ids = new ArrayList<>();
        for (CompletableFuture<AsyncResultSet> page : started) {
            cql.rows(page).forEachRemaining(row -> ids.add(id(row)));
        }
        return ids;
    }

    Iterator<SeriesRecord> ofStudy(StudyInstanceUid study) {
        return Iterators.map(cql.rows(selectStudy.bind(study.value())), SeriesTable::read);
    }

    Iterator<SeriesRecord> byUid(SeriesInstanceUid uid) {
        Iterator<String> studies =
                Iterators.map(cql.rows(selectByUid.bind(uid.value())), row -> row.getString("study_uid"));
        return new Lookups<>(
                cql, studies, study -> select.bind(study, uid.value()), (study, row) -> Optional.of(read(row)));
    }

    private static SeriesRecord read(Row row) {
        return new SeriesRecord(id(row), DataSetBlob.decode(row.getByteBuffer("attributes")));
    }

    private static SeriesId id(Row row) {
        return new SeriesId(
                new StudyInstanceUid(row.getString("study_uid")), new SeriesInstanceUid(row.getString("series_uid")));
    }
}
