package org.muniment.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/**
 * Stores, queries and retrieves data of the same shape against Muniment and Orthanc, in turn and in one run, and prints rates and
 * ratios. Every figure is the median of the rounds. Before them both archives are stored to and asked until that gets no faster: an archive
 * runs for months, and Java compiles what it runs only after it has run some ten thousand times. Then a first round goes uncounted.
 */
public final class Bench {

    private static final int MOST_WARM_UPS = 15;

    private final Path work;
    private final Dcmtk dcmtk;
    private final BenchData data = new BenchData();
    private final Map<String, Map<String, List<Double>>> rates = new LinkedHashMap<>();
    private final double scale;

    private Bench(Path work, double scale) {
        this.work = work;
        this.dcmtk = new Dcmtk(work);
        this.scale = scale;
    }

    public static void main(String[] args) throws Exception {
        Path repository = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Path work = Files.createTempDirectory("muniment-bench");
        Bench bench = new Bench(work, Double.parseDouble(args[2]));
        try (Archive muniment = Archive.muniment(repository, work.resolve("muniment"), Archive.freePort());
                Archive orthanc = Archive.orthanc(work.resolve("orthanc"))) {
            for (Archive archive : List.of(muniment, orthanc)) bench.warmUp(archive);
            for (int round = 0; round <= rounds; round++) {
                System.out.printf("round %d of %d%s%n", round, rounds, round == 0 ? " (warm-up)" : "");
                for (Archive archive : round % 2 == 0 ? List.of(muniment, orthanc) : List.of(orthanc, muniment)) {
                    bench.round(archive, round);
                }
                if (round == 0) bench.rates.clear();
            }
        } finally {
            delete(work);
        }
        bench.print();
    }

    private void warmUp(Archive archive) throws Exception {
        double best = 0;
        int sinceBest = 0;
        for (int run = 0; run < MOST_WARM_UPS && sinceBest < 3; run++) {
            String patient = archive.name() + "W" + run;
            Path folder = data.study(work.resolve("warm"), patient, 2000, 40);
            double rate = rate(2000, dcmtk.store(archive, folder));
            delete(folder);
            dcmtk.find(archive, queries(patient, 500));
            sinceBest = rate > best * 1.03 ? 0 : sinceBest + 1;
            best = Math.max(best, rate);
            System.out.printf(Locale.ROOT, "  %-10s warm-up %-34d %8.1f/s%n", archive.name(), run, rate);
        }
    }

    private void round(Archive archive, int round) throws Exception {
        String patient = archive.name() + round;
        int ct = (int) (1000 * scale);
        Path one = data.study(work.resolve("one"), patient + "A", ct, 512);
        record(archive, "C-STORE 525 kB, one association", ct, dcmtk.store(archive, one));
        delete(one);

        Path[] four = new Path[4];
        for (int i = 0; i < 4; i++) four[i] = data.study(work.resolve("four" + i), patient + "B" + i, ct / 4, 512);
        record(archive, "C-STORE 525 kB, four associations", ct / 4 * 4, dcmtk.store(archive, four));
        for (Path folder : four) delete(folder);

        int many = (int) (2000 * scale);
        Path small = data.study(work.resolve("small"), patient + "C", many, 40);
        record(archive, "C-STORE 4 kB, one association", many, dcmtk.store(archive, small));
        delete(small);
        Path nagle = data.study(work.resolve("nagle"), patient + "D", many / 4, 40);
        record(
                archive,
                "C-STORE 4 kB, client without TCP_NODELAY",
                many / 4,
                dcmtk.withNagle().store(archive, nagle));
        delete(nagle);

        List<Path> queries = queries(patient + "C", (int) (400 * scale));
        record(archive, "C-FIND study by Patient ID", queries.size(), dcmtk.find(archive, queries));
        Path got = Files.createDirectories(work.resolve("got"));
        Duration get = dcmtk.get(archive, patient + "B0", got);
        try (Stream<Path> files = Files.list(got)) {
            long count = files.count();
            if (count != ct / 4) throw new IOException(archive.name() + " returned " + count + " of " + ct / 4);
        }
        record(archive, "C-GET 525 kB, one association", ct / 4, get);
        delete(got);
    }

    private List<Path> queries(String patientId, int count) throws IOException {
        Attributes keys = new Attributes();
        keys.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        keys.setString(Tag.PatientID, VR.LO, patientId);
        keys.setNull(Tag.StudyInstanceUID, VR.UI);
        keys.setNull(Tag.StudyDate, VR.DA);
        keys.setNull(Tag.PatientName, VR.PN);
        keys.setString(Tag.SOPClassUID, VR.UI, UID.StudyRootQueryRetrieveInformationModelFind);
        keys.setString(Tag.SOPInstanceUID, VR.UI, BenchData.uid());
        Path file = work.resolve("query.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            BenchData.write(keys, out);
        }
        List<Path> same = new ArrayList<>();
        for (int i = 0; i < count; i++) same.add(file);
        return same;
    }

    private void record(Archive archive, String job, int operations, Duration time) {
        double rate = rate(operations, time);
        rates.computeIfAbsent(job, j -> new LinkedHashMap<>())
                .computeIfAbsent(archive.name(), n -> new ArrayList<>())
                .add(rate);
        System.out.printf(Locale.ROOT, "  %-10s %-42s %8.1f/s%n", archive.name(), job, rate);
    }

    private static double rate(int operations, Duration time) {
        return operations / (time.toNanos() / 1e9);
    }

    private void print() {
        System.out.printf("%n%-42s %12s %12s %8s%n", "operations per second, median", "Muniment", "Orthanc", "ratio");
        rates.forEach((job, byArchive) -> {
            double muniment = median(byArchive.get("Muniment"));
            double orthanc = median(byArchive.get("Orthanc"));
            System.out.printf(Locale.ROOT, "%-42s %12.1f %12.1f %8.2f%n", job, muniment, orthanc, muniment / orthanc);
        });
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
