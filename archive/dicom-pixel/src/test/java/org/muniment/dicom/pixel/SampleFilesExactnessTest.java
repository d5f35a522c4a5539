package org.muniment.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.UidDictionary;

/**
 * Every sample file that GDCM or DCMTK decodes has the same samples with us, or, where coding lost something, samples at most one grey
 * level away. What does not is in {@code exactness.tsv}, with the reason; the result goes to {@code target/exactness.txt}.
 */
@Tag("slow")
class SampleFilesExactnessTest {

    private final Map<String, String> justified = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void shouldDecodeWhatOthersDecodeToTheSameSamples() throws Exception {
        ForeignComparison comparison = new ForeignComparison(directory);
        readJustifications();
        List<String> table = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        for (Path file : Samples.files()) {
            Samples.Image image = Samples.image(file);
            boolean refused = image == null;
            if (refused) image = new Samples.Image(file, UID.ExplicitVRLittleEndian, null, List.of());
            Map<String, String> results = comparison.compare(image);
            if (refused && ForeignComparison.good(image, results)) continue;
            String name = image.file().getFileName().toString();
            String reason = justified.remove(name + results);
            table.add(String.format(
                    "%-45s %-35s %-60s %s",
                    name, UidDictionary.keywordOf(image.transferSyntax()), results, reason == null ? "" : reason));
            if (reason == null && !ForeignComparison.good(image, results)) unexpected.add(name + "\t" + results);
        }
        Files.write(Path.of("target/exactness.txt"), table);
        assertThat(unexpected).as("differ, and nobody says why").isEmpty();
        assertThat(justified.keySet()).as("no longer so").isEmpty();
    }

    /** Lines of file, results and reason. */
    private void readJustifications() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("exactness.tsv")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : all.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] fields = line.split("\t");
                justified.put(fields[0] + fields[1], fields[2]);
            }
        }
    }

    /** What the samples lack: each predictor, precision and sampling, as foreign encoders write them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dcmcjpeg +e1 CT_small.dcm",
                "dcmcjpeg +el +sv 1 MR_small.dcm",
                "dcmcjpeg +el +sv 2 CT_small.dcm",
                "dcmcjpeg +el +sv 3 CT_small.dcm",
                "dcmcjpeg +el +sv 4 SC_rgb_jpeg_dcmd.dcm",
                "dcmcjpeg +el +sv 5 CT_small.dcm",
                "dcmcjpeg +el +sv 6 SC_rgb_jpeg_dcmd.dcm",
                "dcmcjpeg +el +sv 7 CT_small.dcm",
                "dcmcjpeg +eb SC_rgb_jpeg_dcmd.dcm",
                "dcmcjpeg +eb +np SC_rgb_small_odd.dcm",
                "dcmcjpeg +eb image_dfl.dcm",
                "dcmcjpeg +ee +q 60 CT_small.dcm",
                "dcmcjpeg +ee +q 99 MR_small.dcm",
                "dcmcrle CT_small.dcm",
                "dcmcrle SC_rgb_small_odd.dcm",
                "dcmcjpls CT_small.dcm",
                "dcmcjpls +en +md 3 image_dfl.dcm",
                "dcmcjpls SC_rgb_jpeg_dcmd.dcm",
                "gdcmconv --j2k CT_small.dcm",
                "gdcmconv --j2k SC_rgb_rle.dcm",
                "gdcmconv --jpeg CT_small.dcm",
                "gdcmconv --rle MR_small.dcm",
            })
    void shouldDecodeWhatOthersEncode(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        String sample = words.remove(words.size() - 1);
        Path encoded = directory.resolve("encoded.dcm");
        words.add(Samples.get(sample).toString());
        words.add(encoded.toString());
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        Samples.Image image = Samples.image(encoded);
        assertThat(image.transferSyntax()).isNotEqualTo(UID.ExplicitVRLittleEndian);
        Map<String, String> results = new ForeignComparison(directory).compare(image);
        assertThat(results.values()).as("%s", results).anyMatch(result -> !result.equals("none"));
        assertThat(ForeignComparison.good(image, results)).as("%s", results).isTrue();
    }
}
