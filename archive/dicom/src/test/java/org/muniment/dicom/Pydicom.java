package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A foreign reader: pydicom in one child process for any number of files. */
final class Pydicom {

    private static final String PYTHON = System.getProperty("pydicom.python", "/usr/bin/python3");

    private Pydicom() {}

    /** The lines of dump.py for each file. */
    static Map<Path, List<String>> dump(List<Path> files, Path workDirectory) throws Exception {
        assumeThat(Path.of(PYTHON)).as("Python with pydicom").exists();
        Path script = workDirectory.resolve("dump.py");
        try (InputStream in = Pydicom.class.getResourceAsStream("dump.py")) {
            Files.copy(in, script);
        }
        Path list = Files.write(
                workDirectory.resolve("list"),
                files.stream().map(Path::toString).toList());
        Path output = workDirectory.resolve("output");
        Process process = new ProcessBuilder(PYTHON, script.toString(), list.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return sections(output);
    }

    private static Map<Path, List<String>> sections(Path output) throws IOException {
        Map<Path, List<String>> sections = new HashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            if (line.startsWith("== ")) sections.put(Path.of(line.substring(3)), current = new ArrayList<>());
            else if (!line.isEmpty()) current.add(line);
        }
        return sections;
    }
}
