package org.muniment.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Asks Muniment and Orthanc for the same studies over DICOMweb, in turn and in one run, and prints medians in milliseconds. Then fills
 * Muniment's index with many more studies and asks again what users search by.
 */
public final class WebBench {

    private static final String DICOM = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    private static final String OCTETS = "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*";
    private static final String JSON = "application/dicom+json";

    private final Path work;
    private final BenchData data = new BenchData();
    private final List<Archive> archives;

    private WebBench(Path work, List<Archive> archives) {
        this.work = work;
        this.archives = archives;
    }

    public static void main(String[] args) throws Exception {
        Path repository = Path.of(args[0]);
        int studies = Integer.parseInt(args[1]);
        Path work = Files.createTempDirectory("muniment-bench");
        int nativePort = Archive.freePort();
        try (Archive muniment = Archive.muniment(repository, work.resolve("muniment"), nativePort);
                Archive orthanc = Archive.orthanc(work.resolve("orthanc"))) {
            WebBench bench = new WebBench(work, List.of(muniment, orthanc));
            bench.compare();
            FilledIndex filled = FilledIndex.fill(nativePort, studies);
            System.out.printf("%nMuniment alone, %d studies in the index%n", studies);
            bench.searches(muniment, filled);
        } finally {
            Bench.delete(work);
        }
    }

    private void compare() throws Exception {
        BenchData.Study large = store(data.described(work.resolve("200"), "LARGE", 200, 512));
        BenchData.Study many = store(data.described(work.resolve("1000"), "MANY", 1000, 40));
        BenchData.Study cine = store(data.multiFrame(work.resolve("cine"), "CINE", 2000, 128));
        System.out.printf("%n%-44s %12s %12s %8s%n", "milliseconds, median", "Muniment", "Orthanc", "ratio");
        print("WADO-RS study of 200 instances, 105 MB", List.of(large.path()), DICOM, 11);
        print("metadata of 1,000 instances", List.of(many.path() + "/metadata"), JSON, 11);
        print("metadata of 200 instances", List.of(large.path() + "/metadata"), JSON, 21);
        print(
                "one frame of 2,000",
                IntStream.range(0, 40)
                        .mapToObj(i -> cine.instancePath() + "/frames/" + (i * 48 + 1))
                        .toList(),
                OCTETS,
                40);
        print("rendered frame of 512 x 512", List.of(large.instancePath() + "/frames/1/rendered"), "image/jpeg", 21);
        print("QIDO-RS by Patient ID, few studies", List.of("/studies?PatientID=LARGE"), JSON, 51);
    }

    private BenchData.Study store(BenchData.Study study) throws Exception {
        for (Archive archive : archives) new Dcmtk(work).store(archive, study.folder());
        Bench.delete(study.folder());
        return study;
    }

    private void print(String what, List<String> paths, String accept, int counted) throws Exception {
        List<Double> medians = new ArrayList<>();
        for (Archive archive : archives) medians.add(new WebClient(archive).median(paths, accept, counted));
        System.out.printf(
                Locale.ROOT,
                "%-44s %12.2f %12.2f %8.2f%n",
                what,
                medians.get(0),
                medians.get(1),
                medians.get(1) / medians.get(0));
    }

    private void searches(Archive muniment, FilledIndex filled) throws Exception {
        WebClient client = new WebClient(muniment);
        for (FilledIndex.Search search : filled.searches()) {
            double millis = client.median(search.queries(), JSON, 201);
            System.out.printf(Locale.ROOT, "%-44s %12.2f%n", "QIDO-RS by " + search.name(), millis);
        }
    }
}
