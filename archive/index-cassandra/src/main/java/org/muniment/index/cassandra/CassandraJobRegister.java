package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobLease;
import org.muniment.archive.lifecycle.JobProgress;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.JobState;

/** Tables {@code job}, {@code parked_job} and {@code paused_scope}. Writes of jobs are lightweight transactions, a few for each job (ADR 150). */
final class CassandraJobRegister implements JobRegister {

    private static final String LIST = "JOB";
    private static final String VALUES =
            "priority, state, step, detail, attempts, not_before, note, owner, leased_until,"
                    + " fence_token, submitted_by, submitted_at, version";
    private static final String ONE = " WHERE study_uid = ? AND kind = ?";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement select;
    private final PreparedStatement park;
    private final PreparedStatement unpark;
    private final PreparedStatement selectParked;
    private final PreparedStatement pause;
    private final PreparedStatement resume;
    private final PreparedStatement selectPaused;

    CassandraJobRegister(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO job (" + VALUES + ", study_uid, kind)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS");
        update = cql.prepare("UPDATE job SET " + VALUES.replace(",", " = ?,") + " = ?" + ONE + " IF version = :former");
        select = cql.prepare("SELECT study_uid, kind, " + VALUES + " FROM job" + ONE);
        park = cql.prepare("INSERT INTO parked_job (kind, study_uid) VALUES (?, ?)");
        unpark = cql.prepare("DELETE FROM parked_job WHERE kind = ? AND study_uid = ?");
        selectParked = cql.prepare("SELECT study_uid FROM parked_job WHERE kind = ?");
        pause = cql.prepare("INSERT INTO paused_scope (list, scope) VALUES (?, ?)");
        resume = cql.prepare("DELETE FROM paused_scope WHERE list = ? AND scope = ?");
        selectPaused = cql.prepare("SELECT scope FROM paused_scope WHERE list = ?");
    }

    @Override
    public Optional<JobRecord> find(JobKey key) {
        return cql.serial(select.bind(key.study().value(), key.kind())).map(CassandraJobRegister::job);
    }

    private static JobRecord job(Row row) {
        return new JobRecord(
                new JobKey(row.getString("kind"), new StudyInstanceUid(row.getString("study_uid"))),
                row.getInt("priority"),
                new JobProgress(
                        JobState.valueOf(row.getString("state")),
                        row.getString("step"),
                        row.getString("detail"),
                        row.getInt("attempts"),
                        row.getInstant("not_before"),
                        row.getString("note")),
                new JobLease(row.getString("owner"), row.getInstant("leased_until"), row.getLong("fence_token")),
                row.getString("submitted_by"),
                row.getInstant("submitted_at"),
                row.getLong("version"));
    }

    @Override
    public boolean add(JobRecord first) {
        return cql.applied(bind(insert, first));
    }

    @Override
    public boolean replace(JobRecord previous, JobRecord next) {
        boolean parks = next.state() == JobState.PARKED;
        if (parks) cql.run(park.bind(next.key().kind(), next.key().study().value()));
        boolean done = cql.applied(bind(update, next).setLong("former", previous.version()));
        if (done && !parks && previous.state() == JobState.PARKED) unpark(previous.key());
        return done;
    }

    private void unpark(JobKey key) {
        cql.run(unpark.bind(key.kind(), key.study().value()));
    }

    private static BoundStatement bind(PreparedStatement statement, JobRecord job) {
        BoundStatement bound = statement
                .bind()
                .setInt("priority", job.priority())
                .setString("state", job.state().name())
                .setString("step", job.progress().step())
                .setString("detail", job.progress().detail())
                .setInt("attempts", job.progress().attempts())
                .setInstant("not_before", job.progress().notBefore())
                .setString("note", job.progress().note())
                .setString("owner", job.lease().owner())
                .setInstant("leased_until", job.lease().until())
                .setLong("fence_token", job.lease().token())
                .setString("submitted_by", job.by())
                .setInstant("submitted_at", job.submittedAt());
        return bound.setLong("version", job.version())
                .setString("study_uid", job.key().study().value())
                .setString("kind", job.key().kind());
    }

    @Override
    public Stream<JobRecord> parked(String kind) {
        return Iterators.stream(cql.rows(selectParked.bind(kind)))
                .map(row -> new JobKey(kind, new StudyInstanceUid(row.getString("study_uid"))))
                .flatMap(key -> find(key).stream())
                .filter(job -> job.state() == JobState.PARKED);
    }

    @Override
    public Set<String> paused() {
        return Iterators.stream(cql.rows(selectPaused.bind(LIST)))
                .map(row -> row.getString("scope"))
                .collect(Collectors.toSet());
    }

    @Override
    public void pause(String scope) {
        cql.run(pause.bind(LIST, scope));
    }

    @Override
    public void resume(String scope) {
        cql.run(resume.bind(LIST, scope));
    }
}
