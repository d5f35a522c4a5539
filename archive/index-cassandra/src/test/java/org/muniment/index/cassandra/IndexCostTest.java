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
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.VR;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what the index costs while it is nearly empty and when it is full ({@code -Dmuniment.studies}), on a quiet machine.
 * Studies are spread over ten years and some 17,000 family names, as in a hospital.
 */
@Tag("slow")
class IndexCostTest {

    private static final Logger LOG = LoggerFactory.getLogger(IndexCostTest.class);
    private static final int FEW = 1_000;
    private static final int MANY = Integer.getInteger("muniment.studies", 200_000);
    private static final int FILLING_THREADS = 12;
    private static final int REPEATS = 2_000;
    private static final double FLAT = 1.3;

    private final AtomicInteger next = new AtomicInteger();

    @Test
    void shouldCostTheSameHoweverManyStudiesThereAre() throws InterruptedException {
        try (CassandraStudyIndex index = CassandraStudyIndex.open(TestIndex.freshConfig())) {
            fill(index, FEW);
            measure(index); // compiles it
            Map<String, Long> few = measure(index);
            fill(index, MANY);
            measure(index);
            Map<String, Long> many = measure(index);

            few.forEach((what, before) -> LOG.info(
                    "{}: {} us at {}, {} us at {} studies", what, before / 1000, FEW, many.get(what) / 1000, MANY));
            few.forEach((what, before) ->
                    assertThat((double) many.get(what)).as(what).isLessThan(FLAT * before));
        }
    }

    private void fill(CassandraStudyIndex index, int studies) throws InterruptedException {
        long start = System.nanoTime();
        int missing = studies - next.get();
        ExecutorService pool = Executors.newFixedThreadPool(FILLING_THREADS);
        for (int i = 0; i < FILLING_THREADS; i++) {
            pool.execute(() -> {
                for (int n = next.getAndIncrement(); n < studies; n = next.getAndIncrement()) commit(index, study(n));
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(2, TimeUnit.HOURS)).isTrue();
        next.set(studies);
        LOG.info("{} studies/s by {} threads", missing * 1_000_000_000L / (System.nanoTime() - start), FILLING_THREADS);
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

    /** Medians in nanoseconds. */
    private Map<String, Long> measure(CassandraStudyIndex index) {
        Map<String, Long> medians = new LinkedHashMap<>();
        SampleStudy sample = new SampleStudy();
        commit(index, sample);
        medians.put("begin", median(n -> index.begin(sample.instanceId(1, n))));
        medians.put("commit of an instance", median(n -> index.commit(instance(sample, n))));
        medians.put("commit with series and study", median(n -> commit(index, study(n % FEW))));
        medians.put(
                "search by patient id", median(n -> search(index, new StudyAccess.ByPatientId(patientId(n % FEW)))));
        return medians;
    }

    private static InstanceRecord instance(SampleStudy sample, int n) {
        return sample.instance(1, n + 2);
    }

    private static void search(CassandraStudyIndex index, StudyAccess access) {
        try (Stream<StudyRecord> found = index.studies(access)) {
            assertThat(found).isNotEmpty();
        }
    }

    private static long median(IntConsumer action) {
        long[] times = LongStream.range(0, REPEATS)
                .map(n -> {
                    long start = System.nanoTime();
                    action.accept((int) n);
                    return System.nanoTime() - start;
                })
                .toArray();
        Arrays.sort(times);
        return times[REPEATS / 2];
    }
}
