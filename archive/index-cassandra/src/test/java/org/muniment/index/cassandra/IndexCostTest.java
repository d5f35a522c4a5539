package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.VR;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what the index costs with few and with many studies ({@code -Dmuniment.studies}). Studies are spread over ten years and
 * some 17,000 family names, as in a hospital. Both indexes are asked in turn, so that a busy machine slows both.
 */
@Tag("measurement")
class IndexCostTest {

    private static final Logger LOG = LoggerFactory.getLogger(IndexCostTest.class);
    private static final int FEW = 1_000;
    private static final int MANY = Integer.getInteger("muniment.studies", 200_000);
    private static final int FILLING_THREADS = 48;
    private static final int REPEATS = 3_000;
    private static final double FLAT = 1.3;

    @Test
    void shouldCostTheSameHoweverManyStudiesThereAre() throws InterruptedException {
        try (CassandraStudyIndex small = CassandraStudyIndex.open(TestIndex.freshConfig());
                CassandraStudyIndex large = CassandraStudyIndex.open(TestIndex.freshConfig())) {
            fill(small, FEW);
            fill(large, MANY);
            compare(small, large); // compiles it
            compare(small, large)
                    .forEach((what, ratio) -> assertThat(ratio).as(what).isLessThan(FLAT));
        }
    }

    private static void fill(CassandraStudyIndex index, int studies) throws InterruptedException {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(FILLING_THREADS);
        for (int i = 0; i < FILLING_THREADS; i++) {
            pool.execute(() -> {
                for (int n = next.getAndIncrement(); n < studies; n = next.getAndIncrement()) commit(index, study(n));
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(2, TimeUnit.HOURS)).isTrue();
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        LOG.info("{} studies by {} threads in {} s", studies, FILLING_THREADS, seconds);
    }

    private static void commit(CassandraStudyIndex index, SampleStudy sample) {
        index.commit(sample.instance(1, 1), sample.series(1), sample.study());
    }

    private static SampleStudy study(int n) {
        return new SampleStudy()
                .with(org.muniment.dicom.Tag.PatientID, VR.LO, patientId(n))
                .with(org.muniment.dicom.Tag.PatientName, VR.PN, familyName(n) + "^" + n % 100)
                .with(org.muniment.dicom.Tag.StudyDate, VR.DA, date(n).format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    /** Two studies a patient. */
    private static String patientId(int n) {
        return "ID" + n / 2;
    }

    private static String familyName(int n) {
        int letters = Math.floorMod(n * 7_919, 26 * 26 * 26);
        return "" + (char) ('a' + letters / 676) + (char) ('a' + letters / 26 % 26) + (char) ('a' + letters % 26)
                + "er";
    }

    private static LocalDate date(int n) {
        return LocalDate.of(2014, 1, 1).plusDays(Math.floorMod(n * 31, 3_650));
    }

    /** How many times as much each costs in {@code large}, by medians. */
    private static Map<String, Double> compare(CassandraStudyIndex small, CassandraStudyIndex large) {
        SampleStudy sample = new SampleStudy();
        Map<String, ObjIntConsumer<CassandraStudyIndex>> actions = new LinkedHashMap<>();
        actions.put(
                "look-up of a new instance",
                (index, n) -> index.instancesByUid(sample.instanceId(2, n).instance()));
        actions.put("commit of an instance", (index, n) -> index.commit(sample.instance(1, n)));
        actions.put("commit with series and study", (index, n) -> commit(index, study(n % FEW)));
        actions.put(
                "search by patient id", (index, n) -> search(index, new StudyAccess.ByPatientId(patientId(n % FEW))));
        Map<String, Double> ratios = new LinkedHashMap<>();
        actions.forEach((what, action) -> ratios.put(what, compare(small, large, what, action)));
        return ratios;
    }

    private static void search(CassandraStudyIndex index, StudyAccess access) {
        try (Stream<StudyRecord> found = index.studies(access)) {
            assertThat(found).isNotEmpty();
        }
    }

    private static double compare(
            CassandraStudyIndex small,
            CassandraStudyIndex large,
            String what,
            ObjIntConsumer<CassandraStudyIndex> action) {
        long[] inSmall = new long[REPEATS];
        long[] inLarge = new long[REPEATS];
        for (int n = 0; n < REPEATS; n++) {
            inSmall[n] = time(small, n, action);
            inLarge[n] = time(large, n, action);
        }
        Arrays.sort(inSmall);
        Arrays.sort(inLarge);
        LOG.info(
                "{}: p50 {} us, p99 {} us with {} studies; p50 {} us, p99 {} us with {}",
                what,
                micros(inSmall, 50),
                micros(inSmall, 99),
                FEW,
                micros(inLarge, 50),
                micros(inLarge, 99),
                MANY);
        return (double) inLarge[REPEATS / 2] / inSmall[REPEATS / 2];
    }

    private static long time(CassandraStudyIndex index, int n, ObjIntConsumer<CassandraStudyIndex> action) {
        long start = System.nanoTime();
        action.accept(index, n);
        return System.nanoTime() - start;
    }

    private static long micros(long[] sorted, int percentile) {
        return sorted[sorted.length * percentile / 100] / 1000;
    }
}
