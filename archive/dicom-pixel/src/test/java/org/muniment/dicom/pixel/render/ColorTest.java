package org.muniment.dicom.pixel.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.pixel.PixelException.Reason.CORRUPT;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

class ColorTest {

    @Test
    void shouldLeaveRgbAsItIs() throws PixelException {
        TestImage image = TestImage.ofBytes("RGB", 3, 2, 1, 2, 3, 250, 251, 252);
        assertThat(image.with(Tag.WindowCenter, VR.DS, "9").rendered()).containsExactly(1, 2, 3, 250, 251, 252);
    }

    /** PS3.3 C.7.6.3.1.2: R = Y + 1.402 (Cr - 128), G = Y - 0.3441 (Cb - 128) - 0.7141 (Cr - 128), B = Y + 1.772 (Cb - 128). */
    @Test
    void shouldConvertLuminanceAndChrominance() throws PixelException {
        TestImage image = TestImage.ofBytes("YBR_FULL", 3, 3, 76, 85, 255, 100, 128, 128, 100, 148, 118);
        assertThat(image.rendered()).containsExactly(254, 0, 0, 100, 100, 100, 86, 100, 135);
    }

    @Test
    void shouldTakeTheHighBitsOfWideSamples() throws PixelException {
        ImageDescription twelve = new ImageDescription(1, 1, 3, 16, 12, 11, false, "RGB", 0, 1);
        assertThat(TestImage.of(twelve, TestImage.words(0xfff, 0x7f8, 0xf000)).rendered())
                .containsExactly(255, 127, 0);
        ImageDescription sixteen = new ImageDescription(1, 1, 3, 16, 16, 15, false, "YBR_FULL", 0, 1);
        assertThat(TestImage.of(sixteen, TestImage.words(0x4c00, 0x5500, 0xffff))
                        .rendered())
                .containsExactly(255, 0, 0);
    }

    @Nested
    class Palettes {

        private TestImage image(int... indices) {
            return TestImage.ofBytes("PALETTE COLOR", 1, indices.length, indices);
        }

        private void palette(TestImage image, int bits, int[] red, int[] green, int[] blue) {
            int[][] all = {red, green, blue};
            for (int i = 0; i < 3; i++) {
                image.header.setBytes(
                        Tag.RedPaletteColorLookupTableDescriptor + i, VR.US, TestImage.words(all[i].length, 5, bits));
                image.header.setBytes(Tag.RedPaletteColorLookupTableData + i, VR.OW, TestImage.words(all[i]));
            }
        }

        @Test
        void shouldLookUpColors() throws PixelException {
            TestImage image = image(0, 5, 6, 200);
            palette(image, 16, new int[] {0x1234, 0xffff}, new int[] {0, 0x8000}, new int[] {0xab00, 0xcd00});
            assertThat(image.rendered())
                    .containsExactly(0x12, 0, 0xab, 0x12, 0, 0xab, 0xff, 0x80, 0xcd, 0xff, 0x80, 0xcd);
        }

        @Test
        void shouldSeeThatWordsHoldBytes() throws PixelException {
            TestImage image = image(5, 6);
            palette(image, 16, new int[] {1, 255}, new int[] {2, 7}, new int[] {3, 8});
            assertThat(image.rendered()).containsExactly(1, 2, 3, 255, 7, 8);
        }

        @Test
        void shouldCallAMissingOneCorrupt() {
            TestImage image = image(5);
            assertThatThrownBy(image::rendered).hasFieldOrPropertyWithValue("reason", CORRUPT);
        }

        @Test
        void shouldExpandSegments() throws PixelException {
            TestImage image = image(5, 6, 7, 8, 9, 10, 11, 12);
            // Two entries, a line of two to 0x1400, both again (from byte 0), and one.
            int[] segments = {0, 2, 0x100, 0x400, 1, 2, 0x1400, 2, 2, 0, 0, 0, 1, 0x700};
            for (int i = 0; i < 3; i++) {
                image.header.setBytes(Tag.RedPaletteColorLookupTableDescriptor + i, VR.US, TestImage.words(9, 5, 16));
                image.header.setBytes(
                        Tag.SegmentedRedPaletteColorLookupTableData + i, VR.OW, TestImage.words(segments));
            }
            int[] red = new int[8];
            int[] rendered = image.rendered();
            for (int i = 0; i < 8; i++) red[i] = rendered[3 * i];
            assertThat(red).containsExactly(1, 4, 12, 20, 1, 4, 12, 20);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "0 3 1 2", "1 2 3", "2 1 0 0", "9 1 1", "0 0 0 1 1", "0 1 1 2 1 99 0", "0 20 1"})
        void shouldCallBrokenSegmentsCorrupt(String numbers) {
            int[] words = Arrays.stream(numbers.split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            assertThatThrownBy(() -> new SegmentedTable(TestImage.words(words), 16, 10).expand())
                    .isInstanceOf(PixelException.class)
                    .hasFieldOrPropertyWithValue("reason", CORRUPT);
        }

        @Test
        void shouldNotFollowSegmentsThatReferToEachOther() {
            int[] words = {0, 1, 7, 2, 1, 0, 0, 2, 2, 6, 0};
            assertThatThrownBy(() -> new SegmentedTable(TestImage.words(words), 16, 65536).expand())
                    .hasFieldOrPropertyWithValue("reason", CORRUPT);
        }

        @Test
        void shouldExpandSegmentsOfBytes() throws PixelException {
            byte[] segments = {0, 2, 10, 20, 1, 2, 40, 2, 1, 0, 0, 0, 0};
            assertThat(new SegmentedTable(segments, 8, 6).expand()).containsExactly(10, 20, 30, 40, 10, 20);
        }
    }
}
