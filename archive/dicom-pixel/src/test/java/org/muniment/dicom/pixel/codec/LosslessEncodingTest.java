package org.muniment.dicom.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

class LosslessEncodingTest {

    private static final Codecs CODECS = Codecs.installed();

    static List<String> syntaxes() {
        return List.of(UID.JPEGLSLossless, UID.JPEG2000Lossless, UID.HTJ2KLossless);
    }

    static Stream<Frame> frames() {
        return Stream.of(
                        SyntheticFrames.gray(64, 48, 8, 8, false),
                        SyntheticFrames.gray(33, 17, 8, 7, true),
                        SyntheticFrames.gray(64, 64, 8, 1, false),
                        SyntheticFrames.gray(100, 75, 16, 10, false),
                        SyntheticFrames.gray(100, 75, 16, 12, true),
                        SyntheticFrames.gray(64, 64, 16, 16, false),
                        SyntheticFrames.gray(64, 64, 16, 16, true),
                        SyntheticFrames.gray(64, 64, 16, 8, true),
                        SyntheticFrames.gray(1, 1, 16, 12, false),
                        SyntheticFrames.gray(300, 2, 16, 16, false),
                        SyntheticFrames.color(64, 48, 8, "RGB"),
                        SyntheticFrames.color(31, 57, 16, "RGB"),
                        SyntheticFrames.color(31, 57, 8, "YBR_FULL"))
                .map(SyntheticFrames::waves);
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void shouldGiveBackWhatWasEncoded(String syntax) throws PixelException {
        for (Frame frame : frames().toList()) {
            assertReversible(frame, syntax);
        }
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void shouldKeepBitsThatAreNotStored(String syntax) throws PixelException {
        assertReversible(SyntheticFrames.noise(SyntheticFrames.gray(40, 40, 16, 12, false)), syntax);
        assertReversible(SyntheticFrames.noise(SyntheticFrames.gray(40, 40, 16, 12, true)), syntax);
        assertReversible(SyntheticFrames.noise(SyntheticFrames.color(200, 200, 16, "RGB")), syntax);
    }

    private static void assertReversible(Frame frame, String syntax) throws PixelException {
        ImageDescription encoded = CODECS.encoded(frame.description(), syntax);
        Frame decoded = CODECS.decode(CODECS.encode(frame, syntax), syntax, encoded);
        assertThat(decoded.pixels()).as(syntax + frame.description()).isEqualTo(frame.pixels());
        assertThat(decoded.description()).isEqualTo(frame.description());
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void shouldRefuseWhatTheSyntaxHasNoRoomFor(String syntax) {
        Frame wide = SyntheticFrames.noise(SyntheticFrames.gray(8, 8, 32, 32, false));
        Frame bits = SyntheticFrames.noise(SyntheticFrames.gray(8, 8, 1, 1, false));
        for (Frame frame : List.of(wide, bits)) {
            assertThatThrownBy(() -> CODECS.encode(frame, syntax))
                    .isInstanceOfSatisfying(PixelException.class, e -> assertThat(e.reason())
                            .isEqualTo(PixelException.Reason.UNSUPPORTED));
        }
    }
}
