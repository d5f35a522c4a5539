package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muniment.archive.lifecycle.Due;
import org.muniment.archive.lifecycle.DueBucket;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finding what is due costs the same, however much more is due in the next thirty years. */
@Tag("measurement")
class DueCostTest {

    private static final Logger LOG = LoggerFactory.getLogger(DueCostTest.class);
    private static final Instant NOW = Instant.parse("2031-03-01T10:20:30Z");
    private static final Due START = new Due(Instant.EPOCH, "");
    private static final int DUE = 1000;
    private static final int ROUNDS = 400;
    private static final int WARM_UP = 200;

    @Test
    void shouldPickTheNextThousandInTheSameTimeHoweverManyStudiesThereAre() throws Exception {
        try (CqlSession small = CassandraConnection.open(TestIndex.freshConfig());
                CqlSession large = CassandraConnection.open(TestIndex.freshConfig())) {
            DueIndex few = filled(small, 10_000);
            DueIndex many = filled(large, 1_000_000);
            double[] ofFew = new double[ROUNDS];
            double[] ofMany = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ofFew[round] = pick(few);
                ofMany[round] = pick(many);
            }
            LOG.info(
                    "the next {} of 10,000 in {} ms, of 1,000,000 in {} ms: {} times",
                    DUE,
                    median(ofFew),
                    median(ofMany),
                    median(ofMany) / median(ofFew));
        }
    }

    /** All but those due now at midnight of some day of thirty years, as retention has it. */
    private static DueIndex filled(CqlSession session, int studies) throws Exception {
        new SchemaMigrations(session, Migration.ALL).run();
        CqlRunner cql = new CqlRunner(session, Duration.ofSeconds(10));
        DueIndex due = new CassandraDueIndex(cql, new BucketTable(cql), Clock.fixed(NOW, ZoneOffset.UTC));
        long start = System.nanoTime();
        ForkJoinPool pool = new ForkJoinPool(48);
        pool.submit(() -> IntStream.range(0, studies)
                        .parallel()
                        .forEach(i -> due.schedule(DueList.STUDY, "", "2.25.4711." + i, i < DUE ? NOW : midnight(i))))
                .get();
        pool.shutdown();
        LOG.info("{} reminders left in {} s", studies, (System.nanoTime() - start) / 1_000_000_000);
        return due;
    }

    private static Instant midnight(int study) {
        return NOW.truncatedTo(ChronoUnit.DAYS).plus(1 + study * 7919L % (30 * 365), ChronoUnit.DAYS);
    }

    /** @return milliseconds */
    private static double pick(DueIndex due) {
        Instant soon = NOW.plusMillis(1);
        long start = System.nanoTime();
        int found = 0;
        List<DueBucket> buckets;
        try (Stream<DueBucket> begun = due.begun(DueList.STUDY, soon)) {
            buckets = begun.toList();
        }
        for (DueBucket bucket : buckets)
            found += due.read(bucket, START, soon, DUE - found).size();
        double millis = (System.nanoTime() - start) / 1e6;
        assertThat(found).isEqualTo(DUE);
        return millis;
    }

    private static double median(double[] rounds) {
        double[] sorted = Arrays.copyOfRange(rounds, WARM_UP, rounds.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
