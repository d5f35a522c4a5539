package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.AuditTrailContract;
import org.muniment.archive.audit.AuditVerification;
import org.muniment.archive.audit.AuditVerification.Finding;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

class CassandraAuditTrailTest implements AuditTrailContract {

    private static CassandraIndexConfig config;
    private static CqlSession session;
    private static CqlRunner cql;
    private static AuditTrail trail;

    @BeforeAll
    static void open() {
        config = TestIndex.freshConfig();
        session = CassandraConnection.open(config);
        new SchemaMigrations(session, Migration.ALL).run();
        cql = new CqlRunner(session, TestIndex.REQUESTS.timeout());
        trail = new CassandraAuditTrail(cql);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Override
    public AuditTrail trail() {
        return trail;
    }

    private static void append(AuditTrail to, int count) {
        IntStream.range(0, count).parallel().forEach(i -> to.append(AuditTrailContract.event("no. " + i)));
    }

    private static List<Finding> findings(AuditTrail of) {
        return AuditVerification.of(of, List.of()).findings();
    }

    @Test
    void shouldKeepOneChainWhenSeveralNodesAppend() {
        AuditTrail other = new CassandraAuditTrail(cql);
        long before = trail.append(AuditTrailContract.event("first")).sequence();
        IntStream.range(0, 100).parallel().forEach(i -> append(i % 2 == 0 ? trail : other, 3));
        assertThat(other.last().orElseThrow().sequence()).isEqualTo(before + 300);
        assertThat(findings(trail)).isEmpty();
    }

    @Test
    void shouldFindWhatWasEditedOrRemovedInTheTable() {
        try (CqlSession own = CassandraConnection.open(TestIndex.freshConfig())) {
            new SchemaMigrations(own, Migration.ALL).run();
            CqlRunner runner = new CqlRunner(own, TestIndex.REQUESTS.timeout());
            AuditTrail trail = new CassandraAuditTrail(runner);
            append(trail, 2100);
            assertThat(findings(trail)).isEmpty();
            Sealed edited;
            try (var entries = trail.read(500)) {
                edited = entries.findFirst().orElseThrow();
            }
            own.execute("UPDATE audit_entry SET entry = '" + edited.text().replace("officer", "Officer")
                    + "' WHERE block = 0 AND sequence = 500");
            own.execute("UPDATE audit_entry SET hash = 'none' WHERE block = 0 AND sequence = 700");
            own.execute("DELETE FROM audit_entry WHERE block = 1");
            own.execute("DELETE FROM audit_entry WHERE block = 2 AND sequence = 2100");
            assertThat(findings(trail)).extracting(Finding::sequence).containsExactly(500L, 700L, 701L, 1000L, 2100L);

            AuditTrail restarted = new CassandraAuditTrail(runner);
            assertThat(restarted.append(edited.event()).sequence()).isEqualTo(2101);
            assertThat(findings(restarted)).extracting(Finding::sequence).endsWith(1000L, 2100L);
        }
    }

    @Test
    void shouldGoOnWithOneChainWhereStatementsOrAnswersAreLost() {
        try (CqlSession own = CassandraConnection.open(TestIndex.freshConfig())) {
            new SchemaMigrations(own, Migration.ALL).run();
            FaultInjectingSession faulty = new FaultInjectingSession(own);
            CqlRunner runner = new CqlRunner(faulty, TestIndex.REQUESTS.timeout());
            Set<String> answered = new LinkedHashSet<>();
            for (String pattern : List.of("INSERT INTO audit_entry", "INSERT INTO audit_length", "FROM audit_"))
                for (boolean lost : List.of(true, false)) {
                    AuditTrail trail = new CassandraAuditTrail(runner);
                    if (lost) faulty.failBefore(1, pattern);
                    else faulty.failAfter(1, pattern);
                    String reason = pattern + (lost ? " lost" : " unanswered");
                    assertThatThrownBy(() -> trail.append(AuditTrailContract.event(reason)))
                            .isInstanceOfSatisfying(ArchiveException.class, failure -> assertThat(failure.code())
                                    .isEqualTo(ErrorCode.INDEX_UNAVAILABLE));
                    answered.add(trail.append(AuditTrailContract.event(reason)).text());
                    assertThat(findings(trail)).isEmpty();
                }
            try (Stream<Sealed> entries = new CassandraAuditTrail(runner).read(1)) {
                assertThat(entries.map(Sealed::text)).containsAll(answered);
            }
        }
    }
}
