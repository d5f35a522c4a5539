package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a keyspace's schema to the version this code needs. A migration's statements can be run again, so one that was
 * interrupted is repeated from its start; its version is recorded last. Where all are recorded, nothing is changed, so nodes of a
 * cluster may start together but for the first start of a new version.
 */
final class SchemaMigrations {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrations.class);

    /** Schema changes wait for disks of all nodes. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String VERSIONS = "schema_version";

    private final CqlSession session;
    private final List<Migration> migrations;

    SchemaMigrations(CqlSession session, List<Migration> migrations) {
        this.session = session;
        this.migrations = migrations;
    }

    /** Fails with INTERNAL where the keyspace was written by a newer version of this code. */
    void run() {
        try {
            Set<Integer> done = recorded();
            refuseUnknown(done);
            for (Migration migration : migrations) {
                if (!done.contains(migration.version())) apply(migration);
            }
        } catch (DriverException e) {
            throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "the index schema can't be read or changed", e);
        }
    }

    private Set<Integer> recorded() {
        boolean fresh = session.getKeyspace()
                .flatMap(keyspace -> session.getMetadata().getKeyspace(keyspace))
                .flatMap(keyspace -> keyspace.getTable(VERSIONS))
                .isEmpty();
        if (fresh)
            execute("CREATE TABLE IF NOT EXISTS " + VERSIONS
                    + " (version int PRIMARY KEY, name text, applied_at timestamp)");
        return session.execute("SELECT version FROM " + VERSIONS).all().stream()
                .map(row -> row.getInt("version"))
                .collect(Collectors.toSet());
    }

    private void refuseUnknown(Set<Integer> done) {
        Set<Integer> known = migrations.stream().map(Migration::version).collect(Collectors.toSet());
        if (!known.containsAll(done))
            throw new ArchiveException(
                    ErrorCode.INTERNAL, "the index schema is of versions " + done + ", this code knows " + known);
    }

    private void apply(Migration migration) {
        LOG.info("Applying schema migration {}", migration.name());
        migration.statements().forEach(this::execute);
        session.execute(SimpleStatement.newInstance(
                "INSERT INTO " + VERSIONS + " (version, name, applied_at) VALUES (?, ?, ?)",
                migration.version(),
                migration.name(),
                Instant.now()));
    }

    private void execute(String cql) {
        session.execute(SimpleStatement.newInstance(cql).setTimeout(TIMEOUT));
    }
}
