package org.muniment.dicom.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.process.CodecProcesses;

/** CharLS and OpenJPEG do crash or loop on some of these: what is proved is that only the frame is lost. */
class CorruptCodestreamsTest {

    private static final int ROUNDS = Integer.getInteger("muniment.fuzz.rounds", 60);
    /** CharLS 2.4.1 loops on one of six, and each takes the whole of our patience. */
    private static final int JPEG_LS_ROUNDS = Integer.getInteger("muniment.fuzz.rounds", 6);

    private static final Codecs CODECS =
            Codecs.with(NativeCodecs.isolated(new CodecProcesses(1, Duration.ofSeconds(1))));

    static List<String> syntaxes() {
        return LosslessEncodingTest.syntaxes();
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    @Timeout(120)
    void shouldSurviveMutations(String syntax) throws PixelException {
        Random random = new Random(8);
        int rounds = syntax.equals(UID.JPEGLSLossless) ? JPEG_LS_ROUNDS : ROUNDS;
        int refused = 0;
        for (ImageDescription description : List.of(
                SyntheticFrames.gray(70, 50, 16, 12, true),
                SyntheticFrames.gray(64, 64, 8, 8, false),
                SyntheticFrames.color(50, 40, 8, "RGB"))) {
            Frame frame = SyntheticFrames.waves(description);
            byte[] codestream = CODECS.encode(frame, syntax);
            ImageDescription encoded = CODECS.encoded(description, syntax);
            for (int i = 0; i < rounds; i++) {
                if (isRefused(mutated(codestream, random), syntax, encoded)) refused++;
            }
            assertThat(CODECS.decode(codestream, syntax, encoded).pixels()).isEqualTo(frame.pixels());
        }
        assertThat(refused).isPositive();
    }

    private static boolean isRefused(byte[] corrupt, String syntax, ImageDescription description) {
        try {
            CODECS.decode(corrupt, syntax, description);
            return false;
        } catch (PixelException e) {
            return true;
        } catch (RuntimeException e) {
            return fail(e);
        }
    }

    /** Bytes set at random, a run of one value, a piece moved, or the end cut off; mostly behind the size in the header. */
    private static byte[] mutated(byte[] codestream, Random random) {
        byte[] bytes = codestream.clone();
        int from = random.nextInt(4) == 0 ? 0 : Math.min(50, bytes.length - 1);
        int at = from + random.nextInt(bytes.length - from);
        int length = random.nextInt(Math.min(32, bytes.length - at) + 1);
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int n = random.nextInt(10); n >= 0; n--) {
                    bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
                }
            }
            case 1 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
            case 2 -> System.arraycopy(codestream, random.nextInt(bytes.length - length), bytes, at, length);
            default -> bytes = Arrays.copyOf(bytes, at);
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void shouldRefuseWhatIsNotWhatTheDataSetDescribes(String syntax) throws PixelException {
        ImageDescription small = SyntheticFrames.gray(32, 32, 16, 16, false);
        byte[] codestream = CODECS.encode(SyntheticFrames.waves(small), syntax);

        assertCorrupt(codestream, syntax, SyntheticFrames.gray(32, 33, 16, 16, false));
        assertCorrupt(codestream, syntax, SyntheticFrames.gray(32, 32, 8, 8, false));
        assertCorrupt(codestream, syntax, SyntheticFrames.color(32, 32, 16, "RGB"));
        assertCorrupt(new byte[0], syntax, small);
        assertCorrupt(new byte[100], syntax, small);
        assertCorrupt(Arrays.copyOf(codestream, 20), syntax, small);
        assertCorrupt(Arrays.copyOf(codestream, codestream.length / 2), syntax, small);
    }

    private static void assertCorrupt(byte[] codestream, String syntax, ImageDescription description) {
        assertThatThrownBy(() -> CODECS.decode(codestream, syntax, description))
                .isInstanceOfSatisfying(
                        PixelException.class, e -> assertThat(e.reason()).isEqualTo(PixelException.Reason.CORRUPT));
    }
}
