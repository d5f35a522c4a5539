package org.muniment.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.xml.NativeModelWriter;

/** Every sample file of pydicom that can be read, in the Native DICOM Model. */
@Tag("slow")
class XmlOfSampleFilesTest {

    @Test
    void shouldAgreeWithDcm2xml(@TempDir Path directory) throws Exception {
        assumeThat(Path.of("/usr/bin/dcm2xml")).as("dcmtk").exists();
        StringBuilder lines = new StringBuilder();
        for (Path file : Samples.all()) {
            Path xml = Files.createTempFile(directory, "sample", ".xml");
            try (OutputStream out = Files.newOutputStream(xml)) {
                new NativeModelWriter(out, (path, element) -> "/bulk/" + path)
                        .write(DicomReader.readFile(file).dataSet());
                lines.append(file).append('\t').append(xml).append('\n');
            } catch (DicomFormatException e) {
                // SampleFilesTest says which and why
            }
        }
        Path list = Files.writeString(directory.resolve("list"), lines);
        Path script = directory.resolve("compare.py");
        try (InputStream in = NativeModelWriter.class.getResourceAsStream("compare.py")) {
            Files.copy(in, script);
        }

        Process python = new ProcessBuilder("/usr/bin/python3", script.toString())
                .redirectInput(list.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(python.getInputStream().readAllBytes(), UTF_8);

        // the last line counts; any other is a difference
        assertThat(answer).matches("dcm2xml \\d{2,3}\n");
    }
}
