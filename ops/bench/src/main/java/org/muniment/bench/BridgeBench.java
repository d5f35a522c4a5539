package org.muniment.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What coercion and routing cost those who send: the same data stored to one archive by one kind of source after the other, in turn in one run.
 * The change feed is written in all cases, and a subscriber reads it.
 */
public final class BridgeBench {

    /** How long the archive has to be idle before a turn begins; what is sent on is sent within it, too. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration NEVER_QUIET = Duration.ofMinutes(2);

    /** Of the JVM, by small objects: it compiles for the first ten thousand stores and more. */
    private static final int WARM_UPS = 6;

    private static final int WARM_UP_INSTANCES = 1500;
    private static final int WARM_UP_PIXELS = 40;

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

    /** Sources, by what the archive is told to do with what comes from them. */
    private enum Kind {
        PLAIN("as it comes", ""),
        COERCED("coerced by six rules", RULES),
        ROUTED("coerced and sent on", RULES);

        private final String text;
        private final String rules;

        Kind(String text, String rules) {
            this.text = text;
            this.rules = rules;
        }
    }

    /**
     * @param rate instances per second
     * @param processor what an instance took of all processors, in the archive and its index, in milliseconds
     */
    private record Cost(double rate, double processor) {}

    private final Path work;
    private final Path config;
    private final int sink;
    private final BenchData data = new BenchData();
    private final Map<Kind, List<Cost>> costs = new EnumMap<>(Kind.class);

    private BridgeBench(Path work, int sink) {
        this.work = work;
        this.config = work.resolve("config");
        this.sink = sink;
    }

    /** Repository, rounds, instances in each. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("muniment-bench");
        BridgeBench bench = new BridgeBench(work, Archive.freePort());
        bench.configure();
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
        for (int i = 0; i < WARM_UPS; i++) round(archive, i, "warm-up", WARM_UP_INSTANCES, WARM_UP_PIXELS);
        for (int i = 0; i < rounds; i++)
            round(archive, i, "round", instances, 512)
                    .forEach((kind, cost) ->
                            costs.computeIfAbsent(kind, k -> new ArrayList<>()).add(cost));
    }

    /** Each kind once, beginning with another one than the round before. */
    private Map<Kind, Cost> round(Archive archive, int round, String name, int instances, int pixels) throws Exception {
        Map<Kind, Cost> measured = new EnumMap<>(Kind.class);
        for (int turn = 0; turn < Kind.values().length; turn++) {
            Kind kind = Kind.values()[(round + turn) % Kind.values().length];
            Path folder = data.study(work.resolve("study"), "Muniment" + name + round + kind, instances, pixels);
            awaitQuiet(archive);
            Duration before = archive.processorTime();
            Duration took = new Dcmtk(work).calling(kind.name()).store(archive, folder);
            awaitQuiet(archive);
            Duration used = archive.processorTime().minus(before);
            Bench.delete(folder);
            measured.put(kind, new Cost(instances / (took.toNanos() / 1e9), used.toNanos() / 1e6 / instances));
        }
        System.out.printf(Locale.ROOT, "%-7s %2d", name, round);
        measured.forEach((kind, cost) ->
                System.out.printf(Locale.ROOT, "  %s %.1f/s %.2f ms", kind.text, cost.rate(), cost.processor()));
        System.out.println();
        return measured;
    }

    /** Until it has nothing to do: what it still does belongs to the turn before. */
    private static void awaitQuiet(Archive archive) throws Exception {
        long end = System.nanoTime() + NEVER_QUIET.toNanos();
        Duration before = archive.processorTime();
        while (System.nanoTime() < end) {
            Thread.sleep(QUIET.toMillis());
            Duration now = archive.processorTime();
            if (now.minus(before).compareTo(QUIET.dividedBy(8)) < 0) return;
            before = now;
        }
        throw new IOException("the archive does not come to rest");
    }

    private void configure() throws IOException {
        Path sources = Files.createDirectories(config.resolve("sources"));
        for (Kind kind : Kind.values())
            Files.writeString(
                    sources.resolve(kind.name().toLowerCase(Locale.ROOT) + ".yaml"),
                    "name: %1$s\naeTitle: %1$s\nmay: [echo, store, query, retrieve]\n".formatted(kind) + kind.rules);
        Files.writeString(
                sources.resolve("sink.yaml"),
                "name: sink\naeTitle: SINK\nhost: 127.0.0.1\nport: " + sink + "\nmay: [receive]\n");
        Files.writeString(
                Files.createDirectories(config.resolve("routing")).resolve("sink.yaml"),
                "ae: SINK\nroute: [{when: {callingAe: " + Kind.ROUTED + "}}]\n");
    }

    /** Losses are those within a round: what changes from round to round on a machine is no loss. */
    private void print() {
        System.out.printf("%n%-24s %12s %8s %14s%n", "median", "instances/s", "loss", "processor ms");
        List<Cost> plain = costs.get(Kind.PLAIN);
        costs.forEach((kind, measured) -> {
            List<Double> losses = new ArrayList<>();
            for (int i = 0; i < plain.size(); i++)
                losses.add(100 * (1 - measured.get(i).rate() / plain.get(i).rate()));
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %12.1f %7.1f%% %14.2f%n",
                    kind.text,
                    Bench.median(measured.stream().map(Cost::rate).toList()),
                    Bench.median(losses),
                    Bench.median(measured.stream().map(Cost::processor).toList()));
        });
    }
}
