package org.muniment.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;

/** The frames of pydicom's sample files are those that pydicom takes out of them. */
class FramesOfSampleFilesTest {

    private static final Path SAMPLES =
            Path.of(System.getProperty("pydicom.samples", "/usr/lib/python3/dist-packages/pydicom/data"));
    private static final String PYTHON = System.getProperty("pydicom.python", "/usr/bin/python3");

    /** Cut short, or no DICOM at all. */
    private static final Set<String> REFUSED = Set.of("MR_truncated.dcm", "rtplan_truncated.dcm", "no_meta.dcm");

    @TempDir
    Path directory;

    @Test
    void shouldBeThoseThatPydicomFinds() throws Exception {
        assumeThat(SAMPLES).isDirectory();
        assumeThat(Path.of(PYTHON)).exists();
        Map<String, String> theirs = pydicom(samples());
        theirs.values().removeIf(line -> line.startsWith("fails")); // no oracle
        assertThat(theirs).hasSizeGreaterThan(90);
        Map<String, String> different = new TreeMap<>();
        for (Map.Entry<String, String> file : theirs.entrySet()) {
            String ours = frames(Path.of(file.getKey()));
            if (!ours.equals(file.getValue())) different.put(file.getKey(), ours + " and not " + file.getValue());
        }
        different
                .keySet()
                .removeIf(file -> REFUSED.contains(Path.of(file).getFileName().toString()));
        assertThat(different).isEmpty();
    }

    private static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private Map<String, String> pydicom(List<String> files) throws Exception {
        Path script = directory.resolve("frames.py");
        try (InputStream in = getClass().getResourceAsStream("frames.py")) {
            Files.copy(in, script);
        }
        Path list = Files.write(directory.resolve("list"), files);
        Process process = new ProcessBuilder(PYTHON, script.toString())
                .redirectInput(list.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (a, b) -> a, TreeMap::new));
    }

    private static String frames(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            FrameTable table = table(bytes);
            if (table.frames() == 0) return "none";
            BulkSource source = BulkSource.of(bytes);
            if (table.deflated()) source = BulkSource.inflating(source, dataSetOffset(bytes));
            List<String> digests = new ArrayList<>();
            for (int frame = 1; frame <= table.frames(); frame++) digests.add(digest(table, source, frame));
            return String.join(" ", digests);
        } catch (IOException e) {
            return "fails " + e.getMessage();
        }
    }

    private static long dataSetOffset(byte[] bytes) throws IOException {
        return DicomReader.ofFile(bytes, ReadOptions.IN_MEMORY).dataSetOffset();
    }

    private static FrameTable table(byte[] bytes) throws IOException {
        DicomReader reader = DicomReader.ofFile(bytes, ReadOptions.IN_MEMORY.withStopBefore(0x7FE00000));
        FrameTableBuilder table = new FrameTableBuilder(reader.read(), reader.transferSyntax(), 0, n -> {});
        reader.readRest(table);
        FrameTable built = table.build();
        assertThat(FrameTable.decode(built.encoded())).isEqualTo(built);
        return built;
    }

    private static String digest(FrameTable table, BulkSource source, int frame) throws IOException {
        if (table.fragments(frame).isEmpty()) return "missing";
        try (InputStream in = table.open(source, frame)) {
            byte[] bytes = in.readAllBytes();
            assertThat((long) bytes.length).isEqualTo(table.length(frame));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
