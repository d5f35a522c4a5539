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
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.UID;
import org.muniment.dicom.UidDictionary;

/**
 * Every sample file that GDCM or DCMTK decodes has the same samples with us, or, where coding lost something, samples at most one grey
 * level away. What does not is in {@code exactness.tsv}, with the reason; the result goes to {@code target/exactness.txt}.
 */
@Tag("slow")
class SampleFilesExactnessTest {

    private static final Set<String> LOSSY =
            Set.of(UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLSNearLossless, UID.JPEG2000, UID.HTJ2K);

    private final Codecs codecs = Codecs.installed();
    private final Map<String, String> justified = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void shouldDecodeWhatOthersDecodeToTheSameSamples() throws Exception {
        readJustifications();
        List<String> table = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        for (Samples.Image image : Samples.images()) {
            Map<String, String> results = compare(image);
            String name = image.file().getFileName().toString();
            String reason = justified.remove(name + results);
            table.add(String.format(
                    "%-45s %-35s %-60s %s",
                    name, UidDictionary.keywordOf(image.transferSyntax()), results, reason == null ? "" : reason));
            if (reason == null && !good(image, results)) unexpected.add(name + "\t" + results);
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

    private static boolean good(Samples.Image image, Map<String, String> results) {
        boolean lossy = LOSSY.contains(image.transferSyntax());
        return results.values().stream()
                .allMatch(r -> r.equals("same") || r.equals("none") || lossy && r.equals("within 1"));
    }

    private Map<String, String> compare(Samples.Image image) throws Exception {
        Map<String, String> results = new TreeMap<>();
        List<Frame> ours = List.of();
        try {
            ours = decode(image);
        } catch (PixelException e) {
            results.put("ours", e.reason().name());
        }
        for (ForeignDecoder decoder : ForeignDecoder.values()) {
            Samples.Image decoded = decoder.decode(image, directory);
            results.put(decoder.name(), decoded == null ? "none" : difference(ours, decode(decoded)));
        }
        return results;
    }

    private List<Frame> decode(Samples.Image image) throws PixelException {
        List<Frame> frames = new ArrayList<>();
        for (byte[] codestream : image.frames()) {
            frames.add(codecs.decode(codestream, image.transferSyntax(), image.description()));
        }
        return frames;
    }

    private static String difference(List<Frame> ours, List<Frame> theirs) {
        if (ours.size() != theirs.size()) return theirs.size() + " frames";
        int whole = 0;
        int stored = 0;
        for (int i = 0; i < ours.size(); i++) {
            byte[] pixels = inColorsOf(ours.get(i), theirs.get(i));
            if (pixels.length != ours.get(i).pixels().length) return "other size";
            ImageDescription d = ours.get(i).description();
            whole = Math.max(whole, difference(ours.get(i), pixels, -1));
            stored = Math.max(stored, difference(ours.get(i), pixels, (2L << d.highBit()) - 1));
        }
        return whole == 0 ? "same" : stored == 0 ? "same in stored bits" : "within " + whole;
    }

    private static int difference(Frame ours, byte[] pixels, long mask) {
        int most = 0;
        int size = Math.max(1, ours.description().bitsAllocated() / 8);
        for (int i = 0; i < pixels.length; i += size) {
            long difference = (sample(ours.pixels(), i, size) & mask) - (sample(pixels, i, size) & mask);
            most = (int) Math.max(most, Math.abs(difference));
        }
        return most;
    }

    private static long sample(byte[] pixels, int at, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) value = value << 8 | pixels[at + i] & 0xff;
        return value;
    }

    /** GDCM leaves luminance and chrominance as they are. */
    private static byte[] inColorsOf(Frame ours, Frame theirs) {
        byte[] pixels = theirs.pixels();
        if (!ours.description().photometricInterpretation().equals("RGB")
                || !theirs.description().photometricInterpretation().startsWith("YBR")) {
            return pixels;
        }
        byte[] rgb = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i += 3) {
            long converted = Ybr.fullToRgb(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff, 128);
            rgb[i] = (byte) (converted >>> 32);
            rgb[i + 1] = (byte) (converted >>> 16);
            rgb[i + 2] = (byte) converted;
        }
        return rgb;
    }
}
