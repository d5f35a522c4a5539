package org.muniment.dicom.pixel.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;

/** Other people's decoders get the samples back that we encoded, of every sample file that is an image. */
@Tag("slow")
class ForeignDecodersTest {

    private static final Codecs CODECS = Codecs.installed();

    /** Neither does it decode the sample itself. */
    private static final String UNWRITABLE_BY_GDCM = "SC_rgb_rle_16bit_2frame.dcm";

    @TempDir
    Path directory;

    private final TreeMap<String, Integer> agreements = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    @Test
    void shouldGetBackWhatWeEncoded() throws Exception {
        Transcoder transcoder = new Transcoder(CODECS, directory, new FrameMemory(64 << 20));
        for (PartTen sample : PartTen.samples()) {
            List<Frame> frames = framesOrNull(sample);
            if (frames == null) continue;
            for (String syntax :
                    List.of(UID.JPEGLSLossless, UID.JPEG2000Lossless, UID.HTJ2KLossless, UID.RLELossless)) {
                if (syntax.equals(sample.syntax().uid())) continue;
                try {
                    compare(
                            sample.transcoded(transcoder, syntax, directory.resolve("encoded.dcm")),
                            frames,
                            sample.name());
                } catch (PixelException e) {
                    assertThat(e.reason()).isEqualTo(PixelException.Reason.UNSUPPORTED);
                    assertThat(frames.get(0).description().bitsAllocated()).isNotIn(8, 16);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(agreements).hasSize(7).allSatisfy((decoder, count) -> assertThat(count)
                .as(decoder)
                .isGreaterThanOrEqualTo(decoder.equals("ojph_expand") ? 3 : 30));
    }

    private void compare(PartTen encoded, List<Frame> frames, String name) throws Exception {
        switch (encoded.syntax().uid()) {
            case UID.JPEGLSLossless -> {
                compareFile(encoded, frames, name, "dcmdjpls");
                compareFile(encoded, frames, name, "gdcmconv", "--raw");
            }
            case UID.JPEG2000Lossless -> compareFile(encoded, frames, name, "gdcmconv", "--raw");
            case UID.RLELossless -> {
                compareFile(encoded, frames, name, "dcmdrle");
                compareFile(encoded, frames, name, "gdcmconv", "--raw");
            }
            default -> compareCodestreams(encoded, frames, name);
        }
    }

    private void compareFile(PartTen encoded, List<Frame> frames, String name, String... command) throws Exception {
        Path decoded = directory.resolve("decoded.dcm");
        Files.deleteIfExists(decoded);
        List<String> all = new ArrayList<>(List.of(command));
        all.add(encoded.file().toString());
        all.add(decoded.toString());
        if (!run(all)) {
            if (command[0].equals("gdcmconv") && name.equals(UNWRITABLE_BY_GDCM)) return;
            differences.add(command[0] + " of " + name + " fails: " + Files.readString(directory.resolve("log")));
            return;
        }
        List<Frame> theirs = PartTen.of(decoded).frames(CODECS);
        boolean same = theirs.size() == frames.size();
        for (int i = 0; same && i < frames.size(); i++) {
            same = Arrays.equals(frames.get(i).pixels(), theirs.get(i).pixels());
        }
        note(command[0] + " " + encoded.syntax(), name, same);
    }

    private void compareCodestreams(PartTen encoded, List<Frame> frames, String name) throws Exception {
        StoredImage image = encoded.image();
        for (int i = 0; i < frames.size(); i++) {
            Path codestream = directory.resolve("frame.j2c");
            try (InputStream in = image.frames().open(image.source(), i + 1)) {
                Files.write(codestream, in.readAllBytes());
            }
            byte[] planes = planes(frames.get(i));
            note("opj_decompress", name, Arrays.equals(expanded("opj_decompress", codestream, "frame.rawl"), planes));
            // it writes negative samples as 0, and planes only of what was not transformed
            ImageDescription description = frames.get(i).description();
            if (description.signed() || description.samplesPerPixel() > 1) continue;
            note("ojph_expand", name, Arrays.equals(expanded("ojph_expand", codestream, "frame.yuv"), planes));
        }
    }

    private byte[] expanded(String command, Path codestream, String file) throws Exception {
        Path raw = directory.resolve(file);
        assertThat(run(List.of(command, "-i", codestream.toString(), "-o", raw.toString())))
                .isTrue();
        return Files.readAllBytes(raw);
    }

    /** As both write it: plane by plane, with no bits set above the precision. */
    private static byte[] planes(Frame frame) {
        ImageDescription d = frame.description();
        int precision = Cells.precisionOf(frame);
        Cells from = Cells.of(frame);
        Cells to = Cells.empty(d);
        for (int i = 0; i < d.samples(); i++) {
            int plane = i % d.samplesPerPixel();
            to.set(plane * d.pixels() + i / d.samplesPerPixel(), Cells.unsigned(from.get(i), precision));
        }
        return to.bytes();
    }

    private void note(String decoder, String name, boolean same) {
        if (same) agreements.merge(decoder, 1, Integer::sum);
        else differences.add(decoder + " of " + name);
    }

    private boolean run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        return process.waitFor() == 0;
    }

    private static List<Frame> framesOrNull(PartTen sample) throws IOException {
        try {
            return sample.frames(CODECS);
        } catch (PixelException e) {
            return null;
        }
    }
}
