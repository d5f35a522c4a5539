package org.muniment.dicom.pixel.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.pixel.PixelException.Reason.CORRUPT;
import static org.muniment.dicom.pixel.PixelException.Reason.UNSUPPORTED;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

class GrayscaleTest {

    private static TestImage signed(int... values) {
        return TestImage.ofWords("MONOCHROME2", 16, true, values);
    }

    private static TestImage unsigned(int... values) {
        return TestImage.ofWords("MONOCHROME2", 16, false, values);
    }

    private static Attributes window(String center, String width) {
        Attributes voi = new Attributes();
        voi.setString(Tag.WindowCenter, VR.DS, center);
        voi.setString(Tag.WindowWidth, VR.DS, width);
        return voi;
    }

    /** The examples of PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2, with 0 to 255 as the output. */
    @Nested
    class Windows {

        private final Voi.Function linear = Voi.Function.LINEAR;
        private final Voi.Function exact = Voi.Function.LINEAR_EXACT;

        @Test
        void shouldSpreadLinearly() throws PixelException {
            TestImage image = signed(-1, 0, 1024, 2048, 4095, 4096);
            assertThat(image.rendered(new Voi.Window(2048, 4096, linear))).containsExactly(0, 0, 64, 128, 255, 255);
            assertThat(signed(-51, -50, -49, 0, 49, 50).rendered(new Voi.Window(0, 100, linear)))
                    .containsExactly(0, 0, 3, 129, 255, 255);
        }

        @Test
        void shouldBeAThresholdWithWidthOne() throws PixelException {
            assertThat(signed(-2, -1, 0, 1).rendered(new Voi.Window(0, 1, linear)))
                    .containsExactly(0, 0, 255, 255);
        }

        @Test
        void shouldSpreadExactly() throws PixelException {
            assertThat(signed(-50, -25, 0, 25, 50).rendered(new Voi.Window(0, 100, exact)))
                    .containsExactly(0, 64, 128, 191, 255);
            assertThat(signed(-1, 0, 1).rendered(new Voi.Window(0, 1, exact))).containsExactly(0, 128, 255);
        }

        @Test
        void shouldCurve() throws PixelException {
            assertThat(signed(-32768, -50, 0, 50, 32767).rendered(new Voi.Window(0, 100, Voi.Function.SIGMOID)))
                    .containsExactly(0, 30, 128, 225, 255);
        }

        @Test
        void shouldRefuseWindowsThatAreNone() {
            assertThatThrownBy(() -> new Voi.Window(0, 0.5, linear)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Voi.Window(0, 0, exact)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Voi.Window(Double.NaN, 2, exact)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class WindowsOfTheObject {

        @Test
        void shouldBeTheFirstUnlessAnotherIsAskedFor() throws PixelException {
            TestImage image = unsigned(0, 100, 200)
                    .with(Tag.WindowCenter, VR.DS, "50", "150")
                    .with(Tag.WindowWidth, VR.DS, "1", "1");
            assertThat(image.rendered()).containsExactly(0, 255, 255);
            assertThat(image.rendered(new Voi.Preset(2))).containsExactly(0, 0, 255);
            assertThat(image.rendered(new Voi.Preset(9))).containsExactly(0, 255, 255);
        }

        @Test
        void shouldPassOverThoseThatMakeNoSense() throws PixelException {
            TestImage image = unsigned(0, 100, 200)
                    .with(Tag.WindowCenter, VR.DS, "50", "x", "150")
                    .with(Tag.WindowWidth, VR.DS, "0", "10", "1");
            assertThat(image.rendered()).containsExactly(0, 0, 255);
        }

        @Test
        void shouldUseTheFunctionTheObjectNames() throws PixelException {
            TestImage image =
                    signed(-50, 0, 50).with(Tag.WindowCenter, VR.DS, "0").with(Tag.WindowWidth, VR.DS, "100");
            assertThat(image.with(Tag.VOILUTFunction, VR.CS, "SIGMOID").rendered())
                    .containsExactly(30, 128, 225);
            assertThat(image.with(Tag.VOILUTFunction, VR.CS, "LINEAR_EXACT").rendered())
                    .containsExactly(0, 128, 255);
        }

        @Test
        void shouldGiveWayToTheWindowAskedFor() throws PixelException {
            TestImage image =
                    unsigned(0, 100, 200).with(Tag.WindowCenter, VR.DS, "50").with(Tag.WindowWidth, VR.DS, "1");
            assertThat(image.rendered(new Voi.Window(100, 1, Voi.Function.LINEAR)))
                    .containsExactly(0, 255, 255);
            assertThat(image.rendered(new Voi.Window(101, 1, Voi.Function.LINEAR)))
                    .containsExactly(0, 0, 255);
        }
    }

    @Nested
    class WithoutAWindow {

        @Test
        void shouldShowWhatOccurs() throws PixelException {
            assertThat(signed(-1000, 0, 1000).rendered()).containsExactly(0, 128, 255);
            assertThat(unsigned(7, 7, 7).rendered()).containsExactly(0, 0, 0);
        }

        @Test
        void shouldShowFractionsToo() throws PixelException {
            TestImage dose = unsigned(0, 500, 1000).with(Tag.RescaleSlope, VR.DS, "1e-6");
            assertThat(dose.rendered()).containsExactly(0, 128, 255);
        }

        @Test
        void shouldLeaveShadesOfEightBitsAsTheyAre() throws PixelException {
            assertThat(TestImage.ofBytes("MONOCHROME2", 1, 3, 10, 20, 200).rendered())
                    .containsExactly(10, 20, 200);
        }

        @Test
        void shouldShowMasksInBlackAndWhite() throws PixelException {
            ImageDescription mask = new ImageDescription(1, 9, 1, 1, 1, 0, false, "MONOCHROME2", 0, 1);
            assertThat(TestImage.of(mask, (byte) 0b1000_0101, (byte) 1).rendered())
                    .containsExactly(255, 0, 255, 0, 0, 0, 0, 255, 255);
        }
    }

    @Nested
    class Padding {

        @Test
        void shouldBeBlackAndNotCount() throws PixelException {
            TestImage image = signed(-2000, -1000, 0, 1000);
            image.header.setInt(Tag.PixelPaddingValue, VR.SS, -2000);
            assertThat(image.rendered()).containsExactly(0, 0, 128, 255);
            image.with(Tag.PresentationLUTShape, VR.CS, "INVERSE");
            assertThat(image.rendered()).containsExactly(0, 255, 127, 0);
        }

        @Test
        void shouldReachToItsLimit() throws PixelException {
            TestImage image = unsigned(60000, 0, 65535, 100).with(Tag.PixelPaddingValue, 65535);
            image.with(Tag.PixelPaddingRangeLimit, 50000);
            assertThat(image.rendered()).containsExactly(0, 0, 0, 255);
        }

        @Test
        void shouldBeAllThereIsWithoutHarm() throws PixelException {
            assertThat(unsigned(5, 5).with(Tag.PixelPaddingValue, 5).rendered()).containsExactly(0, 0);
        }
    }

    @Nested
    class Inversion {

        private TestImage image(String interpretation) {
            return TestImage.ofBytes(interpretation, 1, 2, 0, 200);
        }

        @Test
        void shouldHappenOnceWhateverSaysSo() throws PixelException {
            assertThat(image("MONOCHROME1").rendered()).containsExactly(255, 55);
            assertThat(image("MONOCHROME2")
                            .with(Tag.PresentationLUTShape, VR.CS, "INVERSE")
                            .rendered())
                    .containsExactly(255, 55);
            assertThat(image("MONOCHROME1")
                            .with(Tag.PresentationLUTShape, VR.CS, "INVERSE")
                            .rendered())
                    .containsExactly(255, 55);
            assertThat(image("MONOCHROME2")
                            .with(Tag.PresentationLUTShape, VR.CS, "IDENTITY")
                            .rendered())
                    .containsExactly(0, 200);
        }
    }

    @Nested
    class Cells {

        @Test
        void shouldLeaveOutWhatIsNotStored() throws PixelException {
            ImageDescription d = new ImageDescription(1, 2, 1, 16, 8, 11, true, "MONOCHROME2", 0, 1);
            Voi all = new Voi.Window(0, 256, Voi.Function.LINEAR_EXACT);
            assertThat(TestImage.of(d, TestImage.words(0xf7ff, 0x080f)).rendered(all))
                    .containsExactly(254, 0);
        }

        @Test
        void shouldReachBeyondSixteenBits() throws PixelException {
            ImageDescription d = new ImageDescription(1, 3, 1, 32, 32, 31, false, "MONOCHROME2", 0, 1);
            byte[] cells = {0, 0, 0, 0, 0, 0, 0, (byte) 0x80, -1, -1, -1, -1};
            assertThat(TestImage.of(d, cells).rendered()).containsExactly(0, 128, 255);
        }
    }

    @Nested
    class Tables {

        private Attributes lut(int first, int bits, int... entries) {
            Attributes item = new Attributes();
            item.setBytes(Tag.LUTDescriptor, VR.US, TestImage.words(entries.length, first, bits));
            item.setBytes(Tag.LUTData, VR.OW, TestImage.words(entries));
            return item;
        }

        @Test
        void shouldExtendToBothSides() throws PixelException {
            TestImage image = signed(-100, -2, -1, 0, 100).withItem(Tag.VOILUTSequence, lut(-2, 12, 0, 4095, 2048));
            assertThat(image.rendered()).containsExactly(0, 0, 255, 128, 128);
        }

        @Test
        void shouldComeBehindTheWindowsAsPresets() throws PixelException {
            TestImage image = unsigned(0, 1, 2)
                    .with(Tag.WindowCenter, VR.DS, "2")
                    .with(Tag.WindowWidth, VR.DS, "1")
                    .withItem(Tag.VOILUTSequence, lut(0, 8, 9, 8, 7));
            assertThat(image.rendered()).containsExactly(0, 0, 255);
            assertThat(image.rendered(new Voi.Preset(2))).containsExactly(9, 8, 7);
        }

        @Test
        void shouldTakeTheModalityLutBeforeAll() throws PixelException {
            TestImage image = unsigned(0, 1, 2).withItem(Tag.ModalityLUTSequence, lut(0, 16, 500, 100, 300));
            assertThat(image.rendered()).containsExactly(255, 0, 128);
        }

        @Test
        void shouldReadTablesLeftInTheirSource() throws PixelException {
            Attributes item = lut(0, 8, 9, 8, 7);
            Value.Bulk bulk = new Value.Bulk(BulkSource.of(new byte[] {0, 3, 0, 2, 0, 1}), 0, 6, true);
            item.put(new Attributes.Element(Tag.LUTData, VR.OW, bulk));
            assertThat(unsigned(0, 1, 2).withItem(Tag.VOILUTSequence, item).rendered())
                    .containsExactly(3, 2, 1);
        }

        @Test
        void shouldCallBrokenOnesCorrupt() {
            Attributes shortData = lut(0, 8, 9, 8, 7);
            shortData.setBytes(Tag.LUTData, VR.OW, new byte[2]);
            Attributes noDescriptor = lut(0, 8, 9);
            noDescriptor.remove(Tag.LUTDescriptor);
            Attributes noData = lut(0, 8, 9);
            noData.remove(Tag.LUTData);
            for (Attributes broken : List.of(shortData, noDescriptor, noData, lut(0, 17, 9), lut(0, 0, 9))) {
                TestImage image = unsigned(0).withItem(Tag.VOILUTSequence, broken);
                assertThatThrownBy(image::rendered).hasFieldOrPropertyWithValue("reason", CORRUPT);
            }
        }
    }

    @Nested
    class MultiFrame {

        private Attributes functionalGroups() {
            Attributes header = new Attributes();
            Attributes transformation = new Attributes();
            transformation.setString(Tag.RescaleSlope, VR.DS, "2");
            transformation.setString(Tag.RescaleIntercept, VR.DS, "-100");
            Attributes shared = new Attributes();
            shared.setItems(Tag.PixelValueTransformationSequence, transformation);
            header.setItems(Tag.SharedFunctionalGroupsSequence, shared);
            List<Attributes> frames = new ArrayList<>();
            for (int number = 1; number <= 9; number++) {
                Attributes groups = new Attributes();
                groups.setItems(Tag.FrameVOILUTSequence, window(String.valueOf(100 * number), "1"));
                frames.add(groups);
            }
            header.setItems(Tag.PerFrameFunctionalGroupsSequence, frames.toArray(Attributes[]::new));
            return header;
        }

        @Test
        void shouldSeeEachFrameAsItsGroupsSay() throws PixelException {
            TestImage image = unsigned(0, 150, 250);
            image.header.putAll(functionalGroups());
            assertThat(image.rendered(1, Rendering.DEFAULT)).containsExactly(0, 255, 255);
            assertThat(image.rendered(3, Rendering.DEFAULT)).containsExactly(0, 0, 255);
            assertThat(image.rendered(9, Rendering.DEFAULT)).containsExactly(0, 0, 0);
        }

        @Test
        void shouldFindGroupsLeftInTheirSource() throws Exception {
            byte[] bytes = DicomWriter.toBytes(functionalGroups(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            ReadOptions options = ReadOptions.header(BulkSource.of(bytes)).withHeapLimit(1000);
            Attributes header = DicomReader.ofDataSet(bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, options)
                    .read();
            assertThat(header.get(Tag.PerFrameFunctionalGroupsSequence).value()).isInstanceOf(Value.Encoded.class);
            TestImage image = unsigned(0, 150, 250);
            image.header.putAll(header);
            assertThat(image.rendered(3, Rendering.DEFAULT)).containsExactly(0, 0, 255);
        }

        @Test
        void shouldDoWithoutGroupsThatAreNotThere() throws PixelException {
            TestImage image = unsigned(0, 1000);
            image.header.putAll(functionalGroups());
            assertThat(image.rendered(10, Rendering.DEFAULT)).containsExactly(0, 255);
        }
    }

    @Test
    void shouldNotGuessAtColorModels() {
        TestImage cmyk = TestImage.ofBytes("CMYK", 4, 1, 1, 2, 3, 4);
        assertThatThrownBy(cmyk::rendered).hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
        TestImage hsv = TestImage.ofBytes("HSV", 3, 1, 1, 2, 3);
        assertThatThrownBy(hsv::rendered).hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
    }
}
