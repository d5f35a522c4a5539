package org.muniment.dicom;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample files that come with pydicom, where that is installed. */
final class Samples {

    static final Path ROOT =
            Path.of(System.getProperty("pydicom.samples", "/usr/lib/python3/dist-packages/pydicom/data"));

    private Samples() {}

    /** Every DICOM file among them, sorted; the test is skipped where there are none. */
    static List<Path> all() throws IOException {
        assumeThat(ROOT).as("sample files of python3-pydicom").isDirectory();
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(Samples::isDicom)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isDicom(Path file) {
        String name = file.getFileName().toString();
        boolean onMedia = file.toString().contains("dicomdirtests") && !name.contains(".") && !name.equals("README");
        return name.endsWith(".dcm") || onMedia;
    }

    static Path get(String name) {
        Path file = ROOT.resolve("test_files").resolve(name);
        assumeThat(file).exists();
        return file;
    }
}
