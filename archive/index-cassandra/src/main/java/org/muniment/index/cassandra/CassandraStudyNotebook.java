package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.archive.lifecycle.StudyNotes;
import org.muniment.archive.object.ObjectKey;

/**
 * Table {@code study_note}. A time is written with itself as Cassandra's timestamp: the later one stays whatever comes after, without a lightweight
 * transaction.
 */
final class CassandraStudyNotebook implements StudyNotebook {

    private static final String ONE = " WHERE study_uid = ?";

    private final CqlRunner cql;
    private final PreparedStatement select;
    private final PreparedStatement viewed;
    private final PreparedStatement looseReleased;
    private final PreparedStatement looseVerified;
    private final PreparedStatement damaged;
    private final PreparedStatement mended;
    private final PreparedStatement delete;

    CassandraStudyNotebook(CqlRunner cql) {
        this.cql = cql;
        select = cql.prepare("SELECT last_viewed, loose_released, loose_verified, damaged_loose FROM study_note" + ONE);
        viewed = cql.prepare("UPDATE study_note USING TIMESTAMP ? SET last_viewed = ?" + ONE);
        looseReleased = cql.prepare("UPDATE study_note USING TIMESTAMP ? SET loose_released = ?" + ONE);
        looseVerified = cql.prepare("UPDATE study_note USING TIMESTAMP ? SET loose_verified = ?" + ONE);
        damaged = cql.prepare("UPDATE study_note SET damaged_loose = damaged_loose + ?" + ONE);
        mended = cql.prepare("UPDATE study_note SET damaged_loose = damaged_loose - ?" + ONE);
        delete = cql.prepare("DELETE FROM study_note" + ONE);
    }

    @Override
    public StudyNotes of(StudyInstanceUid study) {
        return Iterators.stream(cql.rows(select.bind(study.value())))
                .findFirst()
                .map(CassandraStudyNotebook::read)
                .orElse(StudyNotes.NONE);
    }

    private static StudyNotes read(Row row) {
        Set<String> keys = row.getSet("damaged_loose", String.class);
        return new StudyNotes(
                Optional.ofNullable(row.getInstant("last_viewed")),
                Optional.ofNullable(row.getInstant("loose_released")),
                Optional.ofNullable(row.getInstant("loose_verified")),
                keys == null ? Set.of() : keys.stream().map(ObjectKey::new).collect(Collectors.toSet()));
    }

    @Override
    public void viewed(StudyInstanceUid study, Instant at) {
        write(viewed, study, at);
    }

    @Override
    public void looseReleased(StudyInstanceUid study, Instant receivedUntil) {
        write(looseReleased, study, receivedUntil);
    }

    @Override
    public void looseVerified(StudyInstanceUid study, Instant at) {
        write(looseVerified, study, at);
    }

    private void write(PreparedStatement statement, StudyInstanceUid study, Instant at) {
        cql.run(statement.bind(ChronoUnit.MICROS.between(Instant.EPOCH, at), at, study.value()));
    }

    @Override
    public void damaged(StudyInstanceUid study, Collection<ObjectKey> loose) {
        cql.run(damaged.bind(paths(loose), study.value()));
    }

    @Override
    public void mended(StudyInstanceUid study, Collection<ObjectKey> loose) {
        cql.run(mended.bind(paths(loose), study.value()));
    }

    private static Set<String> paths(Collection<ObjectKey> keys) {
        return keys.stream().map(ObjectKey::path).collect(Collectors.toSet());
    }

    @Override
    public void forget(StudyInstanceUid study) {
        cql.run(delete.bind(study.value()));
    }
}
