package org.muniment.bench;

import java.net.InetSocketAddress;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.muniment.archive.index.SampleStudy;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.index.cassandra.CassandraIndexConfig;
import org.muniment.index.cassandra.CassandraStudyIndex;

/**
 * Study rows written through the index's own interface, spread over ten years, some 17,000 family names and five modalities as in a
 * hospital. No objects belong to them.
 */
record FilledIndex(int studies) {

    private static final int THREADS = 48;
    private static final String[] MODALITIES = {"CT", "MR", "US", "CR", "MG"};

    /** What users ask for: a name, and queries that each find something else. */
    record Search(String name, List<String> queries) {}

    static FilledIndex fill(int nativePort, int studies) throws InterruptedException {
        InetSocketAddress node = new InetSocketAddress("127.0.0.1", nativePort);
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (CassandraStudyIndex index =
                CassandraStudyIndex.open(CassandraIndexConfig.singleNode(node, "datacenter1"))) {
            for (int i = 0; i < THREADS; i++) {
                pool.execute(() -> {
                    for (int n = next.getAndIncrement(); n < studies; n = next.getAndIncrement()) commit(index, n);
                });
            }
            pool.shutdown();
            if (!pool.awaitTermination(1, TimeUnit.HOURS) || next.get() < studies)
                throw new IllegalStateException("the index could not be filled");
        }
        return new FilledIndex(studies);
    }

    private static void commit(CassandraStudyIndex index, int n) {
        String modality = MODALITIES[n % MODALITIES.length];
        SampleStudy study = new SampleStudy()
                .with(Tag.PatientID, VR.LO, patientId(n))
                .with(Tag.AccessionNumber, VR.SH, "FILL" + n)
                .with(Tag.PatientName, VR.PN, familyName(n) + "^" + n % 100)
                .with(Tag.StudyDate, VR.DA, date(n).format(DateTimeFormatter.BASIC_ISO_DATE));
        index.commit(study.instance(1, 1), study.series(1), study.study(modality, "1.2.840.10008.5.1.4.1.1.2"));
    }

    List<Search> searches() {
        return List.of(
                search("Patient ID", n -> "PatientID=" + patientId(n)),
                search("Accession Number", n -> "AccessionNumber=FILL" + n),
                search("date and modality", n -> "StudyDate=" + day(n) + "-" + day(n) + "&ModalitiesInStudy=CT"),
                search("name prefix", n -> "PatientName=" + familyName(n) + "*"),
                search("nothing: the latest 25", n -> "limit=25"));
    }

    private Search search(String name, IntFunction<String> condition) {
        return new Search(
                name,
                IntStream.range(0, 200)
                        .mapToObj(i -> "/studies?" + condition.apply(Math.floorMod(i * 7_919, studies)))
                        .toList());
    }

    /** Two studies a patient. */
    private static String patientId(int n) {
        return "FILL" + n / 2;
    }

    private static String familyName(int n) {
        int letters = Math.floorMod(n * 7_919, 26 * 26 * 26);
        return "" + (char) ('a' + letters / 676) + (char) ('a' + letters / 26 % 26) + (char) ('a' + letters % 26)
                + "er";
    }

    private static LocalDate date(int n) {
        return LocalDate.of(2014, 1, 1).plusDays(Math.floorMod(n * 31, 3_650));
    }

    private static String day(int n) {
        return date(n).format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
