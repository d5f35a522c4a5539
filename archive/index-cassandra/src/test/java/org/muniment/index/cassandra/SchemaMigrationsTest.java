package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.index.StudyAccess;
import org.muniment.cassandra.SharedCassandra;

/** Each version of the schema grows out of the one before, with the data in it. The older schemas here are made up. */
class SchemaMigrationsTest {

    private static CqlSession session;

    @BeforeAll
    static void open() {
        session = CassandraConnection.open(TestIndex.freshConfig());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void shouldUpgradeAPreviousSchemaWithDataInIt() {
        Migration first = Migration.parse("0001-first.cql", "CREATE TABLE IF NOT EXISTS person (id int PRIMARY KEY);");
        Migration second = Migration.parse(
                "0002-second.cql",
                """
                ALTER TABLE person ADD IF NOT EXISTS name text;
                CREATE TABLE IF NOT EXISTS person_by_name (name text, id int, PRIMARY KEY (name, id));
                """);
        new SchemaMigrations(session, List.of(first)).run();
        session.execute("INSERT INTO person (id) VALUES (7)");

        new SchemaMigrations(session, List.of(first, second)).run();

        Row row = session.execute("SELECT id, name FROM person").one();
        assertThat(row.getInt("id")).isEqualTo(7);
        assertThat(row.getString("name")).isNull();
        session.execute("INSERT INTO person_by_name (name, id) VALUES ('x', 7)");
        assertThat(versions()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void shouldRefuseASchemaOfANewerVersion() {
        try (CqlSession newer = CassandraConnection.open(TestIndex.freshConfig())) {
            new SchemaMigrations(newer, List.of()).run();
            newer.execute("INSERT INTO schema_version (version) VALUES (2)");

            assertThatThrownBy(() -> new SchemaMigrations(newer, List.of()).run())
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                    .hasMessageContaining("[2]");
        }
    }

    @Test
    void shouldRepeatAMigrationThatWasInterrupted() {
        try (CqlSession other = CassandraConnection.open(TestIndex.freshConfig())) {
            Migration migration = Migration.parse(
                    "0001-first.cql",
                    """
                    CREATE TABLE IF NOT EXISTS one (id int PRIMARY KEY);
                    CREATE TABLE IF NOT EXISTS two (id int PRIMARY KEY);
                    """);
            other.execute(migration.statements().get(0));
            other.execute("INSERT INTO one (id) VALUES (1)");

            new SchemaMigrations(other, List.of(migration)).run();

            assertThat(other.execute("SELECT id FROM one").all()).hasSize(1);
            assertThat(other.execute("SELECT id FROM two").all()).isEmpty();
        }
    }

    @Test
    void shouldFindStudiesAgainAfterRunningEveryMigrationOnceMore() {
        try (CqlSession shared = TestIndex.session();
                CassandraStudyIndex index = CassandraStudyIndex.open(TestIndex.config())) {
            SampleStudy sample = new SampleStudy().commitTo(index);
            shared.execute("TRUNCATE schema_version");

            new SchemaMigrations(shared, Migration.ALL).run();

            assertThat(index.studies(new StudyAccess.ByPatientId(sample.patientId())))
                    .hasSize(1);
        }
    }

    @Test
    void shouldCountChangesOfASeriesThatWasThereBeforeTheyWereCounted() {
        CassandraIndexConfig config = TestIndex.freshConfig();
        SampleStudy sample = new SampleStudy();
        InstanceRecord old = sample.instance(1, 1);
        try (CqlSession before = CassandraConnection.open(config)) {
            new SchemaMigrations(before, Migration.ALL.subList(0, 1)).run();
            before.execute(
                    "INSERT INTO instance (study_uid, series_uid, sop_uid, sop_class, transfer_syntax, store, object_key, size,"
                            + " data_set_offset, digest, received_at, source, attributes)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    old.id().study().value(),
                    old.id().series().value(),
                    old.id().instance().value(),
                    old.sopClassUid(),
                    old.transferSyntaxUid(),
                    old.location().store(),
                    old.location().key().path(),
                    old.size(),
                    old.dataSetOffset(),
                    ByteBuffer.wrap(HexFormat.of().parseHex(old.digest().hex())),
                    old.receivedAt(),
                    old.source(),
                    DataSetBlob.encode(old.attributes()));
        }
        try (CassandraStudyIndex index = CassandraStudyIndex.open(config)) {
            assertThat(index.instance(old.id())).contains(old);
            assertThat(index.instances(sample.seriesId(1))).containsExactly(old);
            assertThat(index.frames(old)).isEmpty();
            assertThat(index.state(sample.seriesId(1))).isEqualTo(new SeriesState("", Optional.empty()));
            index.commit(sample.instance(1, 2));
            assertThat(index.state(sample.seriesId(1)).version()).isNotEmpty();

            index.rejections().hide(List.of(old), sample.series(1), sample.study());
            assertThat(index.instance(old.id())).isEmpty();
            assertThat(index.rejections().rejected().instance(old.id())).contains(old);
        }
    }

    @Test
    void shouldSayThatThereIsNoCluster() {
        CassandraIndexConfig nowhere = CassandraIndexConfig.singleNode(
                new InetSocketAddress("127.0.0.1", 1), SharedCassandra.node().localDatacenter());

        assertThatThrownBy(() -> CassandraStudyIndex.open(nowhere))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INDEX_UNAVAILABLE));
    }

    private static List<Integer> versions() {
        return session.execute("SELECT version FROM schema_version").all().stream()
                .map(row -> row.getInt(0))
                .toList();
    }
}
