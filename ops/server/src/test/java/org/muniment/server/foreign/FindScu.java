package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/** DCMTK's findscu: many queries over one association. */
final class FindScu {

    /** What came back for one query: whether the final status was Success, and the answers as files. */
    record Answers(boolean success, List<Path> files) {}

    private static final String NEXT_QUERY = "I: Sending Find Request";
    private static final String ANSWER = "I: Writing response dataset to file: ";
    private static final String END = "Received Final Find Response";

    private FindScu() {}

    /**
     * @param model {@code -P} for the patient root, {@code -S} for the study root
     * @param queries identifiers by a name for each
     * @param folder empty, for queries and answers
     */
    static Map<String, Answers> ask(int port, String model, Map<String, Attributes> queries, Path folder)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "findscu", "-v", model, "-X", "-od", folder.toString(), "-aec", "MUNIMENT", "127.0.0.1", "" + port));
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Attributes> query : queries.entrySet()) {
            Path file = folder.resolve(query.getKey() + ".query");
            try (OutputStream out = Files.newOutputStream(file)) {
                DicomWriter.writeDataSet(query.getValue(), TransferSyntax.of(UID.ImplicitVRLittleEndian), out);
            }
            names.add(query.getKey());
            command.add(file.toString());
        }

        Map<String, Answers> answers = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        int query = -1;
        Commands.Result result = Commands.run(command.toArray(String[]::new));
        for (String line : result.lines()) {
            if (line.startsWith(NEXT_QUERY)) {
                query++;
                files = new ArrayList<>();
            } else if (line.startsWith(ANSWER)) {
                files.add(Path.of(line.substring(ANSWER.length())));
            } else if (line.contains(END)) {
                answers.put(names.get(query), new Answers(line.contains("(Success"), files));
            }
        }
        assertThat(answers.keySet()).as(result.output()).hasSameSizeAs(names);
        return answers;
    }
}
