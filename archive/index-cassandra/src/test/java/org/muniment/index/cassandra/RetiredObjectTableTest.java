package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.index.SampleStudy;

class RetiredObjectTableTest {

    /** Long before anything other tests retire. */
    private static final Instant THEN = Instant.parse("2001-02-03T23:59:59.999Z");

    private static CqlSession session;

    @BeforeAll
    static void open() {
        session = TestIndex.session();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void shouldListWhatWasRetiredBefore() {
        InstanceRecord one = retire(THEN);
        InstanceRecord next = retire(THEN.plusMillis(1));

        assertThat(retired(THEN)).isEmpty();
        assertThat(retired(THEN.plusMillis(1))).containsExactly(new RetiredObject(one.location(), THEN));
        assertThat(retired(THEN.plusMillis(2)))
                .containsExactly(
                        new RetiredObject(one.location(), THEN),
                        new RetiredObject(next.location(), THEN.plusMillis(1)));
        retired(THEN.plusMillis(2)).forEach(at(THEN)::forget);
    }

    @Test
    void shouldVisitNoDayAgainWhoseObjectsAreAllGone() {
        Instant longAgo = THEN.minus(Duration.ofDays(500));
        retire(longAgo);
        retired(longAgo.plusMillis(1)).forEach(at(THEN)::forget);
        assertThat(listedDays("1999-09-22")).hasSize(1);

        assertThat(retired(longAgo.plusMillis(1))).isEmpty();

        assertThat(listedDays("1999-09-22")).isEmpty();
    }

    @Test
    void shouldKeepADayListedThatMayGetMoreObjects() {
        Instant today = THEN.plus(Duration.ofDays(500));
        retire(today);
        CassandraStudyIndex index = at(today);
        List<RetiredObject> before = index.retired(today.plusMillis(1)).toList();
        before.forEach(index::forget);

        assertThat(index.retired(today.plusMillis(1))).isEmpty();

        assertThat(listedDays(today.toString().substring(0, 10))).hasSize(1);
    }

    private static InstanceRecord retire(Instant when) {
        SampleStudy sample = new SampleStudy();
        InstanceRecord first = sample.instance(1, 1);
        at(when).replace(first, sample.instance(1, 1), sample.series(1), sample.study());
        return first;
    }

    private static CassandraStudyIndex at(Instant now) {
        return new CassandraStudyIndex(session, TestIndex.REQUESTS, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** As seen by a collector of today. */
    private static List<RetiredObject> retired(Instant before) {
        return new CassandraStudyIndex(session, TestIndex.REQUESTS, Clock.systemUTC())
                .retired(before)
                .toList();
    }

    private static List<?> listedDays(String day) {
        return session.execute(
                        "SELECT bucket FROM bucket WHERE table_name = 'retired_object' AND section = '' AND bucket = ?",
                        day)
                .all();
    }
}
