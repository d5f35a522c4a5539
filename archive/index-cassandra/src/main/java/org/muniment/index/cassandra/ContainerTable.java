package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;

/** Table {@code container}. */
final class ContainerTable {

    /**
     * A removal is dated this far ahead, which is safe as an id is never used again: whatever a writer adds that does not know of it, or whose
     * clock is behind, is removed as well.
     */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final CqlRunner cql;
    private final Clock clock;
    private final PreparedStatement insert;
    private final PreparedStatement complete;
    private final PreparedStatement update;
    private final PreparedStatement release;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement ofSeries;
    private final PreparedStatement ofStudy;
    private final PreparedStatement all;

    ContainerTable(CqlRunner cql, Clock clock) {
        this.cql = cql;
        this.clock = clock;
        String key = " WHERE study_directory = ? AND series_directory = ? AND id = ?";
        insert = cql.prepare(
                "INSERT INTO container (study_directory, series_directory, id, study_uid, series_uid, tier, replica, store, object_key,"
                        + " as_received, made_at, size, objects, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 'WRITING')");
        complete = cql.prepare("UPDATE container SET size = ?, digest = ?, objects = ?, state = 'GOOD'" + key);
        update = cql.prepare("UPDATE container SET state = ?, verified_at = ?, seen_at = ?" + key);
        release = cql.prepare("UPDATE container SET releasing = true" + key);
        delete = cql.prepare("DELETE FROM container USING TIMESTAMP ?" + key);
        select = cql.prepare("SELECT * FROM container" + key);
        ofSeries = cql.prepare("SELECT * FROM container WHERE study_directory = ? AND series_directory = ?");
        ofStudy = cql.prepare("SELECT * FROM container WHERE study_directory = ?");
        all = cql.prepare("SELECT * FROM container");
    }

    BoundStatement insert(Container container) {
        ObjectKey object = container.location().key();
        return insert.bind(
                object.studyDirectory(),
                object.directory(),
                container.id(),
                container.series().study().value(),
                container.series().series().value(),
                container.tier(),
                container.replica(),
                container.location().store(),
                object.path(),
                container.asReceived(),
                container.madeAt());
    }

    /** Says how large it has become, and that it is good. */
    BoundStatement complete(Container good) {
        String digest = good.digest().map(Sha256::hex).orElseThrow();
        return at(complete, good.location().key(), good, good.size(), digest, good.objects());
    }

    BoundStatement update(Container container) {
        ObjectKey object = container.location().key();
        if (container.state() == CopyState.RELEASING) return at(release, object, container);
        Instant verified = container.verifiedAt().orElse(null);
        Instant seen = container.seenAt().orElse(null);
        BoundStatement bound = at(update, object, container, container.state().name(), verified, seen);
        if (verified == null) bound = bound.unset("verified_at"); // another's verification stays
        return seen == null ? bound.unset("seen_at") : bound;
    }

    BoundStatement delete(Container container) {
        return at(delete, container.location().key(), container, removalTime(clock));
    }

    /** In microseconds, as Cassandra dates writes. */
    static long removalTime(Clock clock) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().plus(AHEAD));
    }

    private static BoundStatement at(
            PreparedStatement statement, ObjectKey object, Container container, Object... values) {
        Object[] all = Arrays.copyOf(values, values.length + 3);
        all[values.length] = object.studyDirectory();
        all[values.length + 1] = object.directory();
        all[values.length + 2] = container.id();
        return statement.bind(all);
    }

    /** As it is known now; empty where it was removed. */
    Optional<Container> find(Container container) {
        Iterator<Container> found =
                read(cql.rows(at(select, container.location().key(), container)));
        return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
    }

    Iterator<Container> ofSeriesOf(ObjectKey object) {
        return read(cql.rows(ofSeries.bind(object.studyDirectory(), object.directory())));
    }

    Iterator<Container> ofStudy(StudyInstanceUid study) {
        Iterator<Container> found = read(cql.rows(ofStudy.bind(ObjectKey.studyDirectory(study))));
        return Iterators.filter(found, container -> container.series().study().equals(study));
    }

    Iterator<Container> all() {
        return read(cql.rows(all.bind()));
    }

    private static Iterator<Container> read(Iterator<Row> rows) {
        return Iterators.map(Iterators.filter(rows, row -> row.getString("store") != null), ContainerTable::read);
    }

    private static Container read(Row row) {
        return new Container(
                row.getUuid("id"),
                new SeriesId(
                        new StudyInstanceUid(row.getString("study_uid")),
                        new SeriesInstanceUid(row.getString("series_uid"))),
                row.getString("tier"),
                row.getInt("replica"),
                new ObjectLocation(row.getString("store"), new ObjectKey(row.getString("object_key"))),
                row.getLong("size"),
                Optional.ofNullable(row.getString("digest")).map(Sha256::new),
                row.getInt("objects"),
                row.getBoolean("as_received"),
                row.getBoolean("releasing") ? CopyState.RELEASING : CopyState.valueOf(row.getString("state")),
                row.getInstant("made_at"),
                Optional.ofNullable(row.getInstant("verified_at")),
                Optional.ofNullable(row.getInstant("seen_at")));
    }
}
