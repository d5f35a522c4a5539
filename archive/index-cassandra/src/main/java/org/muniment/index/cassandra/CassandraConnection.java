package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.index.cassandra.CassandraIndexConfig.Credentials;

/** Opens the driver's session; everything about the driver that is not a statement is set here. */
final class CassandraConnection {

    private CassandraConnection() {}

    /** A session in the configured keyspace, which is created where it is missing. */
    static CqlSession open(CassandraIndexConfig config) {
        try {
            try {
                return builder(config).withKeyspace(config.keyspace().name()).build();
            } catch (InvalidKeyspaceException e) {
                createKeyspace(config);
                return builder(config).withKeyspace(config.keyspace().name()).build();
            }
        } catch (DriverException e) {
            throw new ArchiveException(
                    ErrorCode.INDEX_UNAVAILABLE, "Cassandra can't be reached, or the keyspace can't be made", e);
        }
    }

    private static void createKeyspace(CassandraIndexConfig config) {
        String copies = config.keyspace().replication().entrySet().stream()
                .map(e -> ", '" + e.getKey() + "': " + e.getValue())
                .sorted()
                .collect(Collectors.joining());
        try (CqlSession session = builder(config).build()) {
            session.execute(SimpleStatement.newInstance(
                            "CREATE KEYSPACE IF NOT EXISTS " + config.keyspace().name()
                                    + " WITH replication = {'class': 'NetworkTopologyStrategy'" + copies + "}")
                    .setTimeout(SchemaMigrations.TIMEOUT));
        }
    }

    private static CqlSessionBuilder builder(CassandraIndexConfig config) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(settings(config))
                .withLocalDatacenter(config.cluster().localDatacenter())
                .addContactPoints(config.cluster().contactPoints());
        Credentials credentials = config.cluster().credentials();
        return credentials == null
                ? builder
                : builder.withAuthCredentials(credentials.username(), credentials.password());
    }

    private static DriverConfigLoader settings(CassandraIndexConfig config) {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, "index")
                .withString(
                        DefaultDriverOption.REQUEST_CONSISTENCY,
                        config.requests().consistency().name())
                .withDuration(
                        DefaultDriverOption.REQUEST_TIMEOUT, config.requests().timeout())
                .withInt(
                        DefaultDriverOption.REQUEST_PAGE_SIZE, config.requests().pageSize())
                // no statement here is a lightweight transaction, counts, or appends to a list: all may be sent again
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                // the driver repeats the server's warnings together with the statement's values, which may be a
                // patient's
                .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                // a restarted node is found again within seconds
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                // a statement is not held back for more to come: an association waits for it (0.66 to 0.56 ms)
                .withDuration(DefaultDriverOption.COALESCER_INTERVAL, Duration.ZERO)
                // the driver would let each schema change wait a second for more, and closing two for late requests
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withStringList(
                        DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES,
                        List.of(config.keyspace().name()))
                .build();
    }
}
