package org.muniment.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.pixel.PixelException.Reason.CORRUPT;
import static org.muniment.dicom.pixel.PixelException.Reason.UNSUPPORTED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.codec.SyntheticFrames;

class RleCodecTest {

    private final RleCodec codec = new RleCodec();

    static List<ImageDescription> descriptions() {
        return List.of(
                SyntheticFrames.gray(300, 7, 8, 8, false),
                SyntheticFrames.gray(31, 17, 16, 12, true),
                SyntheticFrames.gray(1, 1, 8, 8, false),
                SyntheticFrames.gray(5, 5, 32, 30, false),
                SyntheticFrames.color(13, 21, 8, "YBR_FULL"),
                SyntheticFrames.color(13, 21, 16, "RGB"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void shouldDecodeWhatItEncoded(ImageDescription d) throws PixelException {
        for (Frame frame : List.of(SyntheticFrames.waves(d), SyntheticFrames.noise(d), flat(d))) {
            byte[] codestream = codec.encode(frame, UID.RLELossless);
            assertThat(codestream.length % 2).isZero();
            assertThat(codec.decode(codestream, UID.RLELossless, d))
                    .usingRecursiveComparison()
                    .isEqualTo(frame);
        }
    }

    private static Frame flat(ImageDescription d) {
        return new Frame(d, new byte[d.frameLength()]);
    }

    @Test
    void shouldEncodeRunsAndLiterals() throws PixelException {
        ImageDescription d = SyntheticFrames.gray(8, 1, 8, 8, false);
        byte[] codestream = codec.encode(new Frame(d, new byte[] {1, 2, 3, 7, 7, 7, 7, 4}), UID.RLELossless);
        assertThat(codestream).startsWith(1, 0, 0, 0, 64, 0, 0, 0);
        assertThat(codestream).endsWith(2, 1, 2, 3, -3, 7, 0, 4);
    }

    @Test
    void shouldTakeHighBytesFirst() throws PixelException {
        ImageDescription d = SyntheticFrames.gray(2, 1, 16, 16, false);
        byte[] codestream = stream(new int[] {64, 67}, 1, 0x12, 0x34, 1, 0x56, 0x78);
        assertThat(codec.decode(codestream, UID.RLELossless, d).pixels()).containsExactly(0x56, 0x12, 0x78, 0x34);
    }

    @Test
    void shouldPassOverTheCodeThatDoesNothing() throws PixelException {
        ImageDescription d = SyntheticFrames.gray(3, 1, 8, 8, false);
        byte[] codestream = stream(new int[] {64}, 0x80, 0x80, 0xfe, 9);
        assertThat(codec.decode(codestream, UID.RLELossless, d).pixels()).containsExactly(9, 9, 9);
    }

    @Test
    void shouldCallWhatDoesNotFitTogetherCorrupt() {
        ImageDescription d = SyntheticFrames.gray(4, 4, 8, 8, false);
        assertRefused(d, new byte[63]).hasMessage("RLE: header is cut short");
        assertRefused(d, stream(new int[] {64, 66}, 0xf1, 9)).hasMessage("RLE: 2 segments instead of 1");
        assertRefused(d, stream(new int[] {63}, 0xf1, 9)).hasMessage("RLE: segment at offset 63");
        assertRefused(d, stream(new int[] {-5}, 0xf1, 9)).hasMessage("RLE: segment at offset -5");
        assertRefused(d, stream(new int[] {1 << 30}, 0xf1, 9)).hasMessage("RLE: segment at offset 1073741824");
        assertRefused(d, stream(new int[] {64}, 0xf2, 9)).hasMessage("RLE: segment is too short");
        assertRefused(d, stream(new int[] {64}, 15, 9, 9)).hasMessage("RLE: segment is too short");
        assertRefused(d, stream(new int[] {64}, 0xf1)).hasMessage("RLE: segment is too short");
        assertRefused(SyntheticFrames.gray(9999, 9999, 8, 8, false), stream(new int[] {64}, 0xf1, 9))
                .hasMessage("RLE: too short for the image");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(ImageDescription d, byte[] codestream) {
        return assertThatThrownBy(() -> codec.decode(codestream, UID.RLELossless, d))
                .isInstanceOf(PixelException.class)
                .hasFieldOrPropertyWithValue("reason", CORRUPT);
    }

    @Test
    void shouldRefuseOffsetsBeyondTheEndThatGrow() {
        ImageDescription d = SyntheticFrames.gray(1, 1, 16, 16, false);
        assertRefused(d, stream(new int[] {5000, 6000}, 0, 9, 0, 9)).hasMessageStartingWith("RLE: segment at offset");
    }

    @Test
    void shouldNotGuessAtMoreSegmentsThanTheHeaderHasRoomFor() {
        ImageDescription d = new ImageDescription(1, 1, 3, 64, 64, 63, false, "RGB", 0, 1);
        assertThatThrownBy(() -> codec.encode(new Frame(d, new byte[24]), UID.RLELossless))
                .hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
    }

    private static byte[] stream(int[] offsets, int... bytes) {
        ByteBuffer out = ByteBuffer.allocate(64 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(offsets.length);
        for (int offset : offsets) out.putInt(offset);
        out.position(64);
        for (int b : bytes) out.put((byte) b);
        return out.array();
    }
}
