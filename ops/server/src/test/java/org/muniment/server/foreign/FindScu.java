package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/** DCMTK's findscu: all queries of one information model over one association. */
final class FindScu {

    private static final String NEXT_QUERY = "I: Sending Find Request";
    private static final String ANSWER = "I: Writing response dataset to file: ";
    private static final String END = "Received Final Find Response";

    private final Path folder;
    private final int port;

    /** @param folder empty, for queries and answers */
    FindScu(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    Map<String, FindOutcome> ask(List<DifferentialQuery> queries) throws Exception {
        Map<String, FindOutcome> outcomes = new TreeMap<>();
        for (boolean patientRoot : new boolean[] {true, false}) {
            outcomes.putAll(ask(
                    queries.stream().filter(q -> q.patientRoot() == patientRoot).toList(), patientRoot ? "-P" : "-S"));
        }
        return outcomes;
    }

    private Map<String, FindOutcome> ask(List<DifferentialQuery> queries, String model) throws Exception {
        Path answers = Files.createDirectory(folder.resolve("answers" + model));
        List<String> command = new ArrayList<>(List.of(
                "findscu", "-v", model, "-X", "-od", answers.toString(), "-aec", "MUNIMENT", "127.0.0.1", "" + port));
        for (DifferentialQuery query : queries) command.add(write(query).toString());

        Map<String, FindOutcome> outcomes = new TreeMap<>();
        List<Attributes> found = new ArrayList<>();
        int query = -1;
        Commands.Result result = Commands.run(command.toArray(String[]::new));
        for (String line : result.lines()) {
            if (line.startsWith(NEXT_QUERY)) {
                query++;
                found.clear();
            } else if (line.startsWith(ANSWER)) {
                found.add(DicomReader.readFile(Path.of(line.substring(ANSWER.length())))
                        .dataSet());
            } else if (line.contains(END)) {
                outcomes.put(queries.get(query).id(), FindOutcome.of(line.contains("(Success"), found));
            }
        }
        assertThat(outcomes.keySet()).as(result.output()).hasSameSizeAs(queries);
        return outcomes;
    }

    private Path write(DifferentialQuery query) throws IOException {
        Path file = folder.resolve(query.id() + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.writeDataSet(query.identifier(), TransferSyntax.of(UID.ImplicitVRLittleEndian), out);
        }
        return file;
    }
}
