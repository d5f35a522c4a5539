package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.server.foreign.SampleFiles.Sample;

/**
 * pydicom's character set files: each name is found by findscu in the file's own character set and bytes, and by its first letter, and
 * what comes back pydicom reads as the name in the file.
 */
class NamesInTheirAlphabetTest {

    @TempDir
    Path work;

    @Test
    void shouldFindNamesInTheirAlphabetAndAnswerReadably() throws Exception {
        Commands.require("dcmsend", "findscu");
        Set<String> found = new TreeSet<>();
        try (MunimentProcess server = MunimentProcess.start(
                work.resolve("home"), "--config", configuration().toString())) {
            for (List<Sample> batch : SampleFiles.batches()) {
                List<Sample> samples = batch.stream()
                        .filter(s -> s.file().getParent().endsWith("charset_files"))
                        .toList();
                if (samples.isEmpty()) continue;
                send(samples, server.dicomPort());
                shouldFind(samples, server.dicomPort());
                samples.forEach(s -> found.add(s.file().getFileName().toString()));
            }
        }
        // the other two of 17 have neither UIDs to be stored by nor a patient's name
        assertThat(found).hasSize(15).noneMatch(name -> name.startsWith("chrSQEncoding"));
    }

    /** Samples that share a UID replace each other, batch by batch. */
    private Path configuration() throws IOException {
        Path sources = Files.createDirectory(work.resolve("sources"));
        Files.writeString(
                sources.resolve("dcmsend.yaml"),
                """
                name: where the samples come from
                aeTitle: DCMSEND
                may: [store]
                duplicates: replace
                """);
        return Files.writeString(
                work.resolve("muniment.yaml"),
                """
                muniment:
                  dicom:
                    sources: %s
                """
                        .formatted(sources));
    }

    private static void send(List<Sample> samples, int port) throws Exception {
        List<String> command = new ArrayList<>(List.of("dcmsend", "-aec", "MUNIMENT", "127.0.0.1", "" + port));
        samples.forEach(s -> command.add(s.file().toString()));
        Commands.Result sent = Commands.run(command.toArray(String[]::new));
        assertThat(sent.exit()).as(sent.output()).isZero();
    }

    private void shouldFind(List<Sample> samples, int port) throws Exception {
        Map<String, Attributes> queries = new TreeMap<>();
        Map<String, Sample> asked = new TreeMap<>();
        for (Sample sample : samples) {
            String file = sample.file().getFileName().toString();
            queries.put(file, query(sample, sample.dataSet().getBytes(Tag.PatientName)));
            queries.put(file + "-by-letter", query(sample, firstLetter(sample)));
            asked.put(file, sample);
            asked.put(file + "-by-letter", sample);
        }
        Path folder = Files.createTempDirectory(work, "answers");
        Map<String, FindScu.Answers> answers = FindScu.ask(port, "-S", queries, folder);

        List<Path> originals = new ArrayList<>();
        List<Path> found = new ArrayList<>();
        for (String query : queries.keySet()) {
            originals.add(asked.get(query).file());
            found.add(aboutStudy(asked.get(query).uid(Tag.StudyInstanceUID), answers.get(query), query));
        }
        assertThat(names(found)).isEqualTo(names(originals));
    }

    /** In the file's character set, by bytes of it. */
    private static Attributes query(Sample sample, byte[] name) {
        Attributes query = new Attributes(sample.dataSet(), Set.of(Tag.SpecificCharacterSet));
        query.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        query.setNull(Tag.StudyInstanceUID, VR.UI);
        query.setBytes(Tag.PatientName, VR.PN, name);
        return query;
    }

    /** Of the last component group, the one furthest from ASCII. */
    private static byte[] firstLetter(Sample sample) {
        String[] groups = sample.dataSet().getString(Tag.PatientName).split("=");
        String letter = groups[groups.length - 1].substring(0, 1);
        return sample.dataSet().characterSet().encode(letter + "*", VR.PN);
    }

    private static Path aboutStudy(String uid, FindScu.Answers answers, String query) throws Exception {
        for (Path answer : answers.files()) {
            if (uid.equals(DicomReader.readFile(answer).dataSet().getString(Tag.StudyInstanceUID))) return answer;
        }
        throw new AssertionError(query + " does not find its study, but " + answers);
    }

    private static List<String> names(List<Path> files) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", Commands.resource("foreign/names.py")));
        files.forEach(file -> command.add(file.toString()));
        Commands.Result result = Commands.run(command.toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
        return result.lines();
    }
}
