package org.muniment.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What coercion and routing cost those who send: the same data stored to one archive under one kind of files in {@code config} after the other, in
 * turn in one run, as files are read again while it runs. The change feed is written in all cases, and a subscriber reads it.
 */
public final class BridgeBench {

    /** Files are read again after a second. */
    private static final Duration READ_AGAIN = Duration.ofSeconds(2);

    private static final String SOURCE = "name: bench\naeTitle: BENCH\nmay: [echo, store, query, retrieve]\n";

    private static final String RULES =
            """
            coerce:
              - set: {InstitutionName: St. Elsewhere, InstitutionalDepartmentName: Radiology}
              - reason: correct
                replace: {attribute: PatientID, pattern: '^Muniment', with: 'M'}
              - map: {attribute: BodyPartExamined, table: {KOPF: HEAD, THORAX: CHEST}}
              - when: {StudyDescription: {empty: true}}
                copy: {from: Modality, to: StudyDescription}
              - remove: [PatientComments, AdditionalPatientHistory]
              - supplement: {fromOrder: [ReferringPhysicianName, PatientBirthDate]}
            """;

    /** What the archive is told to do with what comes. */
    private enum Kind {
        PLAIN("as it comes", "", "NOBODY"),
        COERCED("coerced by six rules", RULES, "NOBODY"),
        ROUTED("coerced and sent on", RULES, "BENCH");

        private final String text;
        private final String rules;
        private final String routed;

        Kind(String text, String rules, String routed) {
            this.text = text;
            this.rules = rules;
            this.routed = routed;
        }
    }

    private final Path work;
    private final Path config;
    private final int sink;
    private final BenchData data = new BenchData();
    private final Map<Kind, List<Double>> rates = new LinkedHashMap<>();

    private BridgeBench(Path work, int sink) {
        this.work = work;
        this.config = work.resolve("config");
        this.sink = sink;
    }

    /** Repository, rounds, instances in each. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("muniment-bench");
        BridgeBench bench = new BridgeBench(work, Archive.freePort());
        bench.configure(Kind.PLAIN);
        String settings = "muniment.dicom.sources: " + bench.config.resolve("sources") + "\nmuniment.dicom.routing: "
                + bench.config.resolve("routing") + "\n";
        Process storescp = new ProcessBuilder("storescp", "--ignore", "-aet", "SINK", String.valueOf(bench.sink))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("storescp.log").toFile())
                .start();
        try (Archive archive =
                Archive.muniment(Path.of(args[0]), work.resolve("muniment"), Archive.freePort(), settings)) {
            bench.run(archive, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        } finally {
            storescp.destroyForcibly().waitFor();
            Bench.delete(work);
        }
        bench.print();
    }

    private void run(Archive archive, int rounds, int instances) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (int turn = 0; turn < Kind.values().length; turn++) {
                Kind kind = Kind.values()[(round + turn) % Kind.values().length];
                configure(kind);
                Thread.sleep(READ_AGAIN.toMillis());
                Path folder = data.study(work.resolve("study"), "Muniment" + round + kind, instances, 512);
                Duration took = new Dcmtk(work).store(archive, folder);
                Bench.delete(folder);
                double rate = instances / (took.toNanos() / 1e9);
                System.out.printf(Locale.ROOT, "round %d  %-22s %8.1f/s%n", round, kind.text, rate);
                if (round > 0)
                    rates.computeIfAbsent(kind, k -> new ArrayList<>()).add(rate);
            }
        }
    }

    private void configure(Kind kind) throws IOException {
        Files.writeString(
                Files.createDirectories(config.resolve("sources")).resolve("bench.yaml"), SOURCE + kind.rules);
        Files.writeString(
                config.resolve("sources/sink.yaml"),
                "name: sink\naeTitle: SINK\nhost: 127.0.0.1\nport: " + sink + "\nmay: [receive]\n");
        Files.writeString(
                Files.createDirectories(config.resolve("routing")).resolve("sink.yaml"),
                "ae: SINK\nroute: [{when: {callingAe: " + kind.routed + "}}]\n");
    }

    private void print() {
        double plain = Bench.median(rates.get(Kind.PLAIN));
        System.out.printf("%n%-24s %12s %8s%n", "instances per second", "median", "loss");
        rates.forEach((kind, measured) -> System.out.printf(
                Locale.ROOT,
                "%-24s %12.1f %7.1f%%%n",
                kind.text,
                Bench.median(measured),
                100 * (1 - Bench.median(measured) / plain)));
    }
}
