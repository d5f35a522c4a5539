package org.muniment.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.pixel.PixelException.Reason.CORRUPT;
import static org.muniment.dicom.pixel.PixelException.Reason.UNSUPPORTED;

import org.junit.jupiter.api.Test;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.codec.SyntheticFrames;

class UncompressedCodecTest {

    private final UncompressedCodec codec = new UncompressedCodec();

    private Frame decode(ImageDescription d, int... bytes) throws PixelException {
        byte[] frame = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) frame[i] = (byte) bytes[i];
        return codec.decode(frame, UID.ExplicitVRLittleEndian, d);
    }

    @Test
    void shouldLeavePixelsAsTheyAre() throws PixelException {
        Frame frame = SyntheticFrames.waves(SyntheticFrames.gray(7, 5, 16, 12, true));
        Frame decoded = codec.decode(frame.pixels(), UID.ImplicitVRLittleEndian, frame.description());
        assertThat(decoded).usingRecursiveComparison().isEqualTo(frame);
        assertThat(codec.encode(frame, UID.ImplicitVRLittleEndian)).isEqualTo(frame.pixels());
    }

    @Test
    void shouldDropThePaddingBehindAnOddFrame() throws PixelException {
        assertThat(decode(SyntheticFrames.gray(3, 1, 8, 8, false), 1, 2, 3, 0).pixels())
                .containsExactly(1, 2, 3);
    }

    @Test
    void shouldInterleavePlanes() throws PixelException {
        ImageDescription planar = SyntheticFrames.color(2, 1, 8, "RGB").withPlanarConfiguration(1);
        Frame frame = decode(planar, 1, 2, 3, 4, 5, 6);
        assertThat(frame.pixels()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(frame.description().planarConfiguration()).isZero();
        ImageDescription wide = SyntheticFrames.color(2, 1, 16, "RGB").withPlanarConfiguration(1);
        assertThat(decode(wide, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).pixels())
                .containsExactly(1, 2, 5, 6, 9, 10, 3, 4, 7, 8, 11, 12);
    }

    @Test
    void shouldRepeatTheChrominanceOfPairs() throws PixelException {
        Frame frame = decode(SyntheticFrames.color(4, 1, 8, "YBR_FULL_422"), 1, 2, 70, 80, 3, 4, 90, 100);
        assertThat(frame.pixels()).containsExactly(1, 70, 80, 2, 70, 80, 3, 90, 100, 4, 90, 100);
        assertThat(frame.description().photometricInterpretation()).isEqualTo("YBR_FULL");
    }

    @Test
    void shouldKnowFullColorThatIsCalledSubsampled() throws PixelException {
        Frame frame = decode(SyntheticFrames.color(2, 1, 8, "YBR_FULL_422"), 1, 2, 3, 4, 5, 6);
        assertThat(frame.pixels()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(frame.description().photometricInterpretation()).isEqualTo("YBR_FULL");
    }

    @Test
    void shouldTurnThePartialRangeIntoColors() throws PixelException {
        Frame frame = decode(SyntheticFrames.color(4, 1, 8, "YBR_PARTIAL_422"), 16, 235, 128, 128, 81, 81, 90, 240);
        assertThat(frame.pixels()).containsExactly(0, 0, 0, -1, -1, -1, -2, 0, 0, -2, 0, 0);
        assertThat(frame.description().photometricInterpretation()).isEqualTo("RGB");
    }

    @Test
    void shouldCallAFrameCutShortCorrupt() {
        assertThatThrownBy(() -> decode(SyntheticFrames.gray(3, 1, 8, 8, false), 1, 2))
                .hasMessage("Frame has 2 bytes instead of 3")
                .hasFieldOrPropertyWithValue("reason", CORRUPT);
    }

    @Test
    void shouldNotGuessAtPairsThatAreNone() {
        assertThatThrownBy(() -> decode(SyntheticFrames.color(3, 1, 8, "YBR_FULL_422"), 1, 2, 3, 4, 5, 6))
                .hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
        assertThatThrownBy(() -> decode(SyntheticFrames.color(2, 2, 8, "YBR_PARTIAL_420"), 1, 2, 3, 4, 5, 6))
                .hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
    }
}
