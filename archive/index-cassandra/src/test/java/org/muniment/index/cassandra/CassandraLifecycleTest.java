package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.lifecycle.DueBucket;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueIndexContract;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.JobRegisterContract;

class CassandraLifecycleTest implements JobRegisterContract, DueIndexContract {

    private static CqlSession session;
    private static CqlRunner cql;
    private static JobRegister register;
    private static DueIndex due;

    @BeforeAll
    static void open() {
        session = TestIndex.session();
        cql = new CqlRunner(session, Duration.ofSeconds(10));
        register = new CassandraJobRegister(cql);
        due = at(Duration.ZERO);
    }

    private static DueIndex at(Duration later) {
        return new CassandraDueIndex(cql, new BucketTable(cql), Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Override
    public JobRegister register() {
        return register;
    }

    @Override
    public DueIndex due() {
        return due;
    }

    @Test
    void shouldBeLedByAnotherNodeWhenTheLeaderFellSilent() {
        assertThat(due.lead(DueList.JOB, "first", Duration.ofSeconds(30))).isTrue();
        assertThat(at(Duration.ofSeconds(29)).lead(DueList.JOB, "second", Duration.ofSeconds(30)))
                .isFalse();
        assertThat(at(Duration.ofSeconds(30)).lead(DueList.JOB, "second", Duration.ofSeconds(30)))
                .isTrue();
        assertThat(at(Duration.ofSeconds(31)).lead(DueList.JOB, "first", Duration.ofSeconds(30)))
                .isFalse();
    }

    @Test
    void shouldForgetADayThatIsOver() {
        DueIndex due = at(Duration.ofDays(100));
        due.schedule(DueList.STUDY, "", "1.2.3", NOW.plus(Duration.ofDays(100)));
        Duration later = Duration.ofDays(102);
        DueIndex after = at(later);
        try (var begun = after.begun(DueList.STUDY, NOW.plus(later))) {
            for (DueBucket bucket : begun.toList()) after.drop(bucket);
        }
        try (var begun = after.begun(DueList.STUDY, NOW.plus(later))) {
            assertThat(begun).isEmpty();
        }
        long days = Iterators.stream(new BucketTable(cql).range("due", "STUDY", "", "2031-06-10"))
                .count();
        assertThat(days).isZero();
    }
}
