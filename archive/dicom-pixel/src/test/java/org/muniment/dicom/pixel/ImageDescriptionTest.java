package org.muniment.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.pixel.PixelException.Reason.CORRUPT;
import static org.muniment.dicom.pixel.PixelException.Reason.UNSUPPORTED;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class ImageDescriptionTest {

    private static Attributes ct() {
        Attributes dataSet = new Attributes();
        dataSet.setInt(Tag.Rows, VR.US, 20);
        dataSet.setInt(Tag.Columns, VR.US, 30);
        dataSet.setInt(Tag.SamplesPerPixel, VR.US, 1);
        dataSet.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        dataSet.setInt(Tag.BitsAllocated, VR.US, 16);
        dataSet.setInt(Tag.BitsStored, VR.US, 12);
        dataSet.setInt(Tag.HighBit, VR.US, 11);
        dataSet.setInt(Tag.PixelRepresentation, VR.US, 1);
        return dataSet;
    }

    @Test
    void shouldSayWhatTheDataSetSays() throws PixelException {
        assertThat(ImageDescription.of(ct()))
                .isEqualTo(new ImageDescription(20, 30, 1, 16, 12, 11, true, "MONOCHROME1", 0, 1));
    }

    @Test
    void shouldMakeDoWithTheLeast() throws PixelException {
        Attributes dataSet = new Attributes();
        dataSet.setInt(Tag.Rows, VR.US, 2);
        dataSet.setInt(Tag.Columns, VR.US, 3);
        dataSet.setInt(Tag.BitsAllocated, VR.US, 8);
        assertThat(ImageDescription.of(dataSet))
                .isEqualTo(new ImageDescription(2, 3, 1, 8, 8, 7, false, "MONOCHROME2", 0, 1));
    }

    @Test
    void shouldCountBitsOfFrames() {
        ImageDescription mask = new ImageDescription(3, 3, 1, 1, 1, 0, false, "MONOCHROME2", 0, 2);
        assertThat(mask.frameBits()).isEqualTo(9);
        assertThat(mask.frameLength()).isEqualTo(2);
        ImageDescription video = new ImageDescription(4, 6, 3, 8, 8, 7, false, "YBR_FULL_422", 0, 1);
        assertThat(video.frameLength()).isEqualTo(48);
        assertThat(video.samples()).isEqualTo(72);
    }

    @ParameterizedTest
    @CsvSource({
        "00280010, 0, Size 30 x 0 makes no sense",
        "00280002, 5, Samples per Pixel 5 makes no sense",
        "00280006, 2, Planar Configuration 2 makes no sense",
        "00280101, 17, Bits Stored 17 makes no sense",
        "00280101, 0, Bits Stored 0 makes no sense",
        "00280102, 16, High Bit 16 makes no sense",
        "00280102, 3, High Bit 3 makes no sense",
    })
    void shouldCallNonsenseCorrupt(String tag, int value, String message) {
        Attributes dataSet = ct();
        dataSet.setInt(Integer.parseInt(tag, 16), VR.US, value);
        assertThatThrownBy(() -> ImageDescription.of(dataSet))
                .hasMessage(message)
                .hasFieldOrPropertyWithValue("reason", CORRUPT);
    }

    @Test
    void shouldNotTakeWhatTheHeapCannotHold() {
        Attributes dataSet = ct();
        dataSet.setInt(Tag.Rows, VR.US, 0xffff);
        dataSet.setInt(Tag.Columns, VR.US, 0xffff);
        assertThatThrownBy(() -> ImageDescription.of(dataSet)).hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
    }

    @Test
    void shouldNotTakeFloatingPointForWholeNumbers() {
        Attributes dataSet = ct();
        dataSet.setInt(Tag.BitsAllocated, VR.US, 32);
        dataSet.remove(Tag.BitsStored);
        assertThatThrownBy(() -> ImageDescription.of(dataSet))
                .hasMessage("Floating point pixels")
                .hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
    }

    @Test
    void shouldNotGuessAtOddCells() {
        Attributes dataSet = ct();
        dataSet.setInt(Tag.BitsAllocated, VR.US, 12);
        assertThatThrownBy(() -> ImageDescription.of(dataSet))
                .hasMessage("Bits Allocated 12")
                .hasFieldOrPropertyWithValue("reason", UNSUPPORTED);
    }
}
