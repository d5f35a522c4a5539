package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pydicom finds in each sample file what we find, and in each file we write what was to be written. */
class PydicomAgreementTest {

    @TempDir
    Path directory;

    @Test
    void shouldReadWhatPydicomReads() throws Exception {
        List<Path> files = Samples.all();
        Map<Path, List<String>> foreign = Pydicom.dump(files, directory);
        for (Path file : files) {
            if (SampleFilesTest.isRefused(file)) continue;
            List<String> ours = dump(file, true);
            assertThat(settle(foreign.get(file), ours)).as(file.toString()).isEqualTo(ours);
        }
    }

    /** pydicom leaves open which of the VRs a dictionary entry allows is meant until it is asked. */
    private static List<String> settle(List<String> theirs, List<String> ours) {
        List<String> settled = new ArrayList<>(theirs);
        for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
            if (!theirs.get(i).contains(" or ")) continue;
            String vr = ours.get(i).strip().split(" ")[1];
            if (theirs.get(i).contains(vr)) {
                settled.set(i, theirs.get(i).replaceFirst("([A-Z]{2} or )+[A-Z]{2}", vr));
            }
        }
        return settled;
    }

    @Test
    void shouldWriteWhatPydicomReadsBack() throws Exception {
        record Expected(List<String> lines, boolean withVr) {}
        Map<Path, Expected> expected = new LinkedHashMap<>();
        for (Path file : Samples.all()) {
            if (SampleFilesTest.isRefused(file)) continue;
            DicomFile original = DicomReader.readFile(file);
            for (TransferSyntax syntax : SampleFilesTest.syntaxesFor(original.transferSyntax())) {
                Path written = directory.resolve(expected.size() + ".dcm");
                write(original, syntax, written);
                expected.put(written, new Expected(dump(file, syntax.explicitVr()), syntax.explicitVr()));
            }
        }
        assertThat(expected).hasSizeGreaterThan(400);
        Map<Path, List<String>> foreign = Pydicom.dump(List.copyOf(expected.keySet()), directory);
        expected.forEach((file, original) -> {
            List<String> theirs = original.withVr() ? foreign.get(file) : withoutVr(foreign.get(file));
            assertThat(theirs).as(file.toString()).isEqualTo(original.lines());
        });
    }

    private static void write(DicomFile original, TransferSyntax syntax, Path to) throws IOException {
        FileMeta meta = new FileMeta("1.2.3", "1.2.4", syntax.uid());
        try (OutputStream out = Files.newOutputStream(to)) {
            DicomWriter.writeFile(meta.toAttributes(), original.dataSet(), out);
        }
    }

    private static List<String> dump(Path file, boolean withVr) throws IOException {
        Attributes dataSet = DicomReader.ofFile(Files.readAllBytes(file), ReadOptions.IN_MEMORY)
                .read();
        return DataSetDump.of(dataSet, withVr).lines().toList();
    }

    private static List<String> withoutVr(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst("([0-9a-f]{8}) [A-Z]{2}( or [A-Z]{2})* ", "$1 "))
                .toList();
    }
}
