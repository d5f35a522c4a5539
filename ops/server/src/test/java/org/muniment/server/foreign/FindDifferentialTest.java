package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.server.foreign.SampleFiles.Sample;

/**
 * The same files in Muniment and in DCMTK's dcmqrscp, the same queries to both by findscu. Each difference stands in {@code
 * differential/justified.tsv} with the clause that allows or demands it; one that is not listed fails the test, and so does one that is
 * listed and has gone.
 */
class FindDifferentialTest {

    @TempDir
    Path work;

    @Test
    void shouldAnswerAsDcmqrscpOrHaveAReason() throws Exception {
        Commands.require("dcmqrscp", "dcmsend", "findscu");
        List<DifferentialQuery> queries = DifferentialQuery.all();
        Map<String, FindOutcome> theirs;
        Map<String, FindOutcome> ours;
        Path files = copySamples();
        try (QueryArchive archive = QueryArchive.start(Files.createDirectory(work.resolve("dcmqrscp")))) {
            keepOnly(files, send(files, archive.port()));
            theirs = ask(archive.port(), queries, "theirs");
        }
        try (MunimentProcess server = MunimentProcess.start(work.resolve("home"))) {
            Set<String> sent = send(files, server.dicomPort());
            try (Stream<Path> all = Files.list(files)) {
                assertThat(sent).as("stored in both").hasSize((int) all.count()).hasSizeGreaterThan(100);
            }
            ours = ask(server.dicomPort(), queries, "ours");
        }

        assertThat(theirs.values())
                .as("queries with answers")
                .filteredOn(o -> !o.answers().isEmpty())
                .hasSizeGreaterThan(60);
        List<String> differences = new ArrayList<>();
        for (DifferentialQuery query : queries)
            theirs.get(query.id())
                    .differencesTo(ours.get(query.id()))
                    .forEach(d -> differences.add(query.id() + ": " + d));
        assertThat(differences).containsExactlyInAnyOrderElementsOf(justified());
    }

    private Map<String, FindOutcome> ask(int port, List<DifferentialQuery> queries, String name) throws Exception {
        Map<String, FindOutcome> outcomes = new TreeMap<>();
        for (boolean patientRoot : new boolean[] {true, false}) {
            Map<String, Attributes> identifiers = new LinkedHashMap<>();
            for (DifferentialQuery query : queries)
                if (query.patientRoot() == patientRoot) identifiers.put(query.id(), query.identifier());
            String model = patientRoot ? "-P" : "-S";
            Path folder = Files.createDirectory(work.resolve(name + model));
            for (Map.Entry<String, FindScu.Answers> answers :
                    FindScu.ask(port, model, identifiers, folder).entrySet())
                outcomes.put(answers.getKey(), FindOutcome.of(answers.getValue()));
        }
        return outcomes;
    }

    private static Set<String> justified() {
        Set<String> justified = new TreeSet<>();
        for (String[] row : DifferentialQuery.rows("differential/justified.tsv")) {
            assertThat(row).as("query, difference, clause, reason").hasSize(4).doesNotContain("");
            assertThat(justified.add(row[0] + ": " + row[1]))
                    .as("listed once: %s", row[0])
                    .isTrue();
        }
        return justified;
    }

    /** Samples with distinct UIDs. */
    private Path copySamples() throws IOException {
        Path files = Files.createDirectory(work.resolve("files"));
        List<Sample> samples = SampleFiles.batches().get(0);
        for (int i = 0; i < samples.size(); i++) {
            Path file = samples.get(i).file();
            Files.copy(file, files.resolve(i + "_" + file.getFileName()));
        }
        return files;
    }

    /** The names of those that were stored. */
    private Set<String> send(Path files, int port) throws Exception {
        Path report = work.resolve("sent-to-" + port + ".txt");
        Commands.run(
                "dcmsend",
                "-nh",
                "-nuc",
                "+sd",
                "+crf",
                report.toString(),
                "-aec",
                "MUNIMENT",
                "127.0.0.1",
                "" + port,
                files.toString());
        return Report.successes(Files.readString(report));
    }

    private static void keepOnly(Path files, Set<String> names) throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.collect(Collectors.toList())) {
                if (!names.contains(file.getFileName().toString())) Files.delete(file);
            }
        }
    }
}
