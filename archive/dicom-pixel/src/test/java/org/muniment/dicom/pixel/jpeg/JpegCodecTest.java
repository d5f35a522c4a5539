package org.muniment.dicom.pixel.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.pixel.PixelException.Reason.CORRUPT;
import static org.muniment.dicom.pixel.PixelException.Reason.UNSUPPORTED;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;
import org.muniment.dicom.pixel.codec.SyntheticFrames;
import org.muniment.dicom.pixel.jpeg.GoldenJpegs.Golden;

class JpegCodecTest {

    private final JpegCodec codec = new JpegCodec();

    static List<Golden> goldens() {
        return GoldenJpegs.all();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void shouldDecodeToTheBytesThatDcmtkDecodesTo(Golden golden) throws PixelException {
        Frame frame = codec.decode(golden.codestream(), golden.transferSyntax(), golden.description());
        assertThat(frame.pixels()).isEqualTo(golden.pixels());
        assertThat(frame.description().photometricInterpretation()).isEqualTo(golden.decodedAs());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17, 100, 131})
    void shouldInterpolateChrominanceAsTheJdkDoes(int size) throws Exception {
        BufferedImage image = new BufferedImage(size, size + 5, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(size);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < size; x++) image.setRGB(x, y, x * 9 << 16 | y * 5 << 8 | random.nextInt(60));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        int[] expected = ImageIO.read(new ByteArrayInputStream(out.toByteArray()))
                .getRGB(0, 0, size, image.getHeight(), null, 0, size);
        ImageDescription description = SyntheticFrames.color(size, size + 5, 8, "YBR_FULL_422");
        byte[] rgb = codec.decode(out.toByteArray(), UID.JPEGBaseline8Bit, description)
                .pixels();
        for (int i = 0; i < rgb.length; i++) {
            int their = expected[i / 3] >> 16 - 8 * (i % 3) & 0xff;
            assertThat(rgb[i] & 0xff).as("sample %d", i).isBetween(their - 1, their + 1);
        }
    }

    @Nested
    class Lossless {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
        void shouldKnowEachPredictorAtEachPrecision(int predictor) throws PixelException {
            for (int precision : new int[] {2, 7, 8, 9, 12, 15, 16}) {
                ImageDescription d = SyntheticFrames.gray(23, 11, precision <= 8 ? 8 : 16, precision, false);
                Frame frame = SyntheticFrames.waves(d);
                byte[] codestream = writer(frame, precision, predictor, 0, 0).write(true);
                assertThat(codec.decode(codestream, UID.JPEGLossless, d).pixels())
                        .as("%d bits", precision)
                        .isEqualTo(frame.pixels());
            }
        }

        @Test
        void shouldSurviveDifferencesOfAllBits() throws PixelException {
            ImageDescription d = SyntheticFrames.gray(2, 40, 16, 16, false);
            byte[] pixels = new byte[d.frameLength()];
            for (int i = 0; i < pixels.length; i += 6) pixels[i + 1] = (byte) 0x80;
            byte[] codestream = writer(new Frame(d, pixels), 16, 1, 0, 0).write(true);
            assertThat(codec.decode(codestream, UID.JPEGLosslessSV1, d).pixels())
                    .isEqualTo(pixels);
        }

        @Test
        void shouldRepeatTheSignAboveFewerBits() throws PixelException {
            ImageDescription d = SyntheticFrames.gray(23, 11, 16, 12, true);
            Frame frame = SyntheticFrames.waves(d);
            byte[] codestream = writer(frame, 12, 1, 0, 0).write(true);
            assertThat(codec.decode(codestream, UID.JPEGLosslessSV1, d))
                    .usingRecursiveComparison()
                    .isEqualTo(frame);
        }

        @Test
        void shouldShiftBackThePointTransform() throws PixelException {
            ImageDescription d = SyntheticFrames.gray(23, 11, 8, 8, false);
            Frame frame = SyntheticFrames.waves(d);
            byte[] decoded = codec.decode(writer(frame, 8, 4, 2, 0).write(true), UID.JPEGLossless, d)
                    .pixels();
            for (int i = 0; i < decoded.length; i++) assertThat(decoded[i]).isEqualTo((byte) (frame.pixels()[i] & ~3));
        }

        @Test
        void shouldStartAnewAtRestartMarkers() throws PixelException {
            ImageDescription d = SyntheticFrames.gray(5, 31, 8, 8, false);
            Frame frame = SyntheticFrames.waves(d);
            byte[] codestream = writer(frame, 8, 7, 0, 2).write(true);
            assertThat(codec.decode(codestream, UID.JPEGLossless, d).pixels()).isEqualTo(frame.pixels());
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void shouldTakeColorInOneScanOrOneForEachComponent(boolean interleaved) throws PixelException {
            ImageDescription d = SyntheticFrames.color(17, 9, 8, "YBR_FULL");
            Frame frame = SyntheticFrames.waves(d);
            byte[] codestream = writer(frame, 8, 5, 0, 0).write(interleaved);
            assertThat(codec.decode(codestream, UID.JPEGLossless, d))
                    .usingRecursiveComparison()
                    .isEqualTo(frame);
        }

        private LosslessJpegWriter writer(Frame frame, int precision, int predictor, int shift, int restartRows) {
            ImageDescription d = frame.description();
            Cells cells = Cells.of(frame);
            int[][] samples = new int[d.samplesPerPixel()][d.pixels()];
            for (int i = 0; i < d.samples(); i++) {
                samples[i % samples.length][i / samples.length] = Cells.unsigned(cells.get(i), precision);
            }
            return new LosslessJpegWriter(d.columns(), samples, precision, predictor, shift, restartRows);
        }
    }

    @Nested
    class WhatIsRefused {

        private final Golden grey = GoldenJpegs.get("baseline-grey");

        @Test
        void shouldCallAnythingCutShortCorrupt() {
            for (Golden golden : GoldenJpegs.all()) {
                // Behind the last bits of the scan only the end of image is missing.
                int last = golden.codestream().length - 4;
                for (int length = 0; length < last; length += 5) {
                    byte[] cut = Arrays.copyOf(golden.codestream(), length);
                    assertRefused(cut, golden.description())
                            .extracting("reason")
                            .as("%s, %d", golden, length)
                            .isEqualTo(CORRUPT);
                }
            }
        }

        @Test
        void shouldDecodeWithoutAnEndOfImage() throws PixelException {
            byte[] cut = Arrays.copyOf(grey.codestream(), grey.codestream().length - 2);
            assertThat(codec.decode(cut, grey.transferSyntax(), grey.description())
                            .pixels())
                    .isEqualTo(grey.pixels());
        }

        @Test
        void shouldRefuseAnotherSizeThanTheDataSetTells() {
            assertRefused(grey.codestream(), SyntheticFrames.gray(24, 19, 8, 8, false))
                    .hasMessage("JPEG: 25 x 19 x 1 where the data set says 24 x 19 x 1")
                    .extracting("reason")
                    .isEqualTo(CORRUPT);
            assertRefused(grey.codestream(), SyntheticFrames.color(25, 19, 8, "RGB"))
                    .extracting("reason")
                    .isEqualTo(CORRUPT);
        }

        @Test
        void shouldRefuseMoreBitsThanAreAllocated() {
            byte[] twelve = GoldenJpegs.get("extended-12").codestream();
            assertRefused(twelve, grey.description())
                    .hasMessage("JPEG: 12 bits where 8 are allocated")
                    .extracting("reason")
                    .isEqualTo(CORRUPT);
        }

        @ParameterizedTest
        @ValueSource(ints = {0xc2, 0xc5, 0xc9, 0xcb, 0xf7})
        void shouldNotGuessAtOtherProcesses(int marker) {
            byte[] other = grey.codestream().clone();
            other[startOfFrame(other) + 1] = (byte) marker;
            assertRefused(other, grey.description()).extracting("reason").isEqualTo(UNSUPPORTED);
        }

        @Test
        void shouldNotTakeMemoryForWhatAFewBytesCannotHold() {
            byte[] large = grey.codestream().clone();
            int sizes = startOfFrame(large) + 5;
            Arrays.fill(large, sizes, sizes + 4, (byte) 0x27);
            assertRefused(large, SyntheticFrames.gray(0x2727, 0x2727, 8, 8, false))
                    .hasMessage("JPEG: " + large.length + " bytes cannot hold 10023 x 10023")
                    .extracting("reason")
                    .isEqualTo(CORRUPT);
        }

        private int startOfFrame(byte[] codestream) {
            int at = 0;
            while (codestream[at] != (byte) 0xff || codestream[at + 1] != (byte) 0xc0) at++;
            return at;
        }

        private AbstractThrowableAssert<?, ?> assertRefused(byte[] codestream, ImageDescription description) {
            return assertThatThrownBy(() -> codec.decode(codestream, UID.JPEGBaseline8Bit, description))
                    .isInstanceOf(PixelException.class);
        }
    }
}
