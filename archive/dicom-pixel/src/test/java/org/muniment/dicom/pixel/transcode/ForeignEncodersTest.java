package org.muniment.dicom.pixel.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.codec.Cells;

/** What other people's encoders make of samples, with options that the sample files do not show, decodes to what they say it is. */
@Tag("slow")
class ForeignEncodersTest {

    private static final Codecs CODECS = Codecs.installed();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "CT_small.dcm, dcmcjpls +el",
        "SC_rgb_rle_16bit.dcm, dcmcjpls +el +il",
        "SC_rgb_rle_16bit.dcm, dcmcjpls +el +is",
        "SC_rgb_rle_16bit.dcm, dcmcjpls +el +in",
        "SC_rgb_rle.dcm, dcmcjpls +el +in",
        "CT_small.dcm, gdcmconv --jpegls",
        "SC_rgb_rle.dcm, gdcmconv --jpegls",
        "CT_small.dcm, gdcmconv --j2k",
        "SC_rgb_rle_16bit.dcm, gdcmconv --j2k",
        "693_J2KI.dcm, gdcmconv --j2k --tile 100,100",
    })
    void shouldBeDecodedToTheSameSamples(String sample, String command) throws Exception {
        PartTen uncompressed = uncompressed(sample);
        PartTen encoded = run(command, uncompressed, "encoded.dcm");

        assertThat(encoded.syntax().encapsulated()).isTrue();
        assertSamePixels(encoded, uncompressed, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "JPGExtended.dcm, dcmcjpls +en, dcmdjpls",
        "SC_rgb_rle.dcm, dcmcjpls +en +is, dcmdjpls",
        "CT_small.dcm, gdcmconv -K -Y -r 10, gdcmconv --raw",
        "SC_rgb_rle.dcm, gdcmconv -K -Y -r 10, gdcmconv --raw",
    })
    void shouldBeDecodedAsByOthersWhereItIsLossy(String sample, String encoder, String decoder) throws Exception {
        PartTen encoded = run(encoder, uncompressed(sample), "encoded.dcm");
        PartTen decoded = run(decoder, encoded, "decoded.dcm");

        assertThat(encoded.syntax().uid()).isIn(UID.JPEGLSNearLossless, UID.JPEG2000);
        assertSamePixels(encoded, decoded, 1);
    }

    private PartTen uncompressed(String sample) throws Exception {
        return PartTen.sample(sample)
                .transcoded(
                        new Transcoder(CODECS, directory, new FrameMemory(64 << 20)),
                        UID.ExplicitVRLittleEndian,
                        directory.resolve("uncompressed.dcm"));
    }

    private static void assertSamePixels(PartTen ours, PartTen theirs, int tolerance) throws Exception {
        List<Frame> expected = theirs.frames(CODECS);
        List<Frame> frames = ours.frames(CODECS);
        assertThat(frames).hasSameSizeAs(expected);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(greatestDifference(frames.get(i), expected.get(i))).isLessThanOrEqualTo(tolerance);
        }
    }

    private static int greatestDifference(Frame one, Frame other) {
        Cells a = Cells.of(one);
        Cells b = Cells.of(other);
        int greatest = 0;
        for (int i = 0; i < one.description().samples(); i++) {
            greatest = Math.max(greatest, Math.abs(a.get(i) - b.get(i)));
        }
        return greatest;
    }

    private PartTen run(String command, PartTen in, String out) throws IOException, InterruptedException {
        Path result = directory.resolve(out);
        List<String> all = new ArrayList<>(List.of(command.split(" ")));
        all.add(in.file().toString());
        all.add(result.toString());
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(all + Files.readString(log)).isZero();
        return PartTen.of(result);
    }
}
