package org.muniment.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.json.DicomJsonReader;
import org.muniment.dicom.json.DicomJsonWriter;

/** Every sample file of pydicom that can be read, through the JSON model. */
class JsonOfSampleFilesTest {

    /** Their unknown private value has an odd length, which becomes even on the way. */
    private static final Set<String> MADE_EVEN = Set.of("nested_priv_SQ.dcm", "meta_missing_tsyntax.dcm");

    private static Map<Path, Attributes> samples() throws IOException {
        Map<Path, Attributes> samples = new LinkedHashMap<>();
        for (Path file : Samples.all()) {
            try {
                samples.put(
                        file,
                        DicomReader.ofFile(Files.readAllBytes(file), ReadOptions.IN_MEMORY)
                                .read());
            } catch (DicomFormatException e) {
                // SampleFilesTest says which and why
            }
        }
        return samples;
    }

    private static byte[] json(Attributes dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomJsonWriter(out).write(dataSet);
        return out.toByteArray();
    }

    @Test
    void shouldComeBackFromJsonAsItWas() throws IOException {
        for (Map.Entry<Path, Attributes> sample : samples().entrySet()) {
            byte[] json = json(sample.getValue());
            Attributes back = new DicomJsonReader().read(new ByteArrayInputStream(json));
            String name = sample.getKey().getFileName().toString();
            if (MADE_EVEN.contains(name)) continue;
            assertThat(new String(json(back), UTF_8)).as(name).isEqualTo(new String(json, UTF_8));
        }
    }

    /** Starts dcm2json for each file, which takes a while. */
    @Test
    @Tag("slow")
    void shouldAgreeWithPydicomAndDcm2json(@TempDir Path directory) throws Exception {
        assumeThat(Path.of("/usr/bin/dcm2json")).as("dcmtk").exists();
        Path list = directory.resolve("list");
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Path, Attributes> sample : samples().entrySet()) {
            Path json = Files.createTempFile(directory, "sample", ".json");
            Files.write(json, json(sample.getValue()));
            lines.append(sample.getKey()).append('\t').append(json).append('\n');
        }
        Files.writeString(list, lines);
        Path script = directory.resolve("compare.py");
        try (InputStream in = DicomJsonReader.class.getResourceAsStream("compare.py");
                OutputStream out = Files.newOutputStream(script)) {
            in.transferTo(out);
        }

        Process python = new ProcessBuilder("/usr/bin/python3", script.toString())
                .redirectInput(list.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(python.getInputStream().readAllBytes(), UTF_8);

        // the last line counts; any other is a difference
        assertThat(answer).matches("pydicom \\d{3} dcm2json \\d{2,3}\n");
        assertThat(python.waitFor()).isZero();
    }
}
