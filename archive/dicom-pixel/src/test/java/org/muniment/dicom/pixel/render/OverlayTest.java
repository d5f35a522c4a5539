package org.muniment.dicom.pixel.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.PixelException;

class OverlayTest {

    private final TestImage image = TestImage.ofBytes("MONOCHROME2", 1, 3, 1, 2, 3, 4, 5, 6);

    /** 2 x 2, of which the upper left and the lower right are set. */
    @BeforeEach
    void overlay() {
        image.with(0x60020010, 2).with(0x60020011, 2);
        image.header.setInt(0x60020050, VR.SS, 1, 1);
        image.header.setBytes(0x60023000, VR.OW, new byte[] {0b1001, 0});
    }

    @Test
    void shouldBeDrawnInWhite() throws PixelException {
        assertThat(image.rendered()).containsExactly(255, 2, 3, 4, 255, 6);
    }

    @Test
    void shouldBeLeftOutWhereNotWanted() throws PixelException {
        assertThat(image.rendered(1, Rendering.DEFAULT.withOverlays(false))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldBeginAnywhere() throws PixelException {
        image.header.setInt(0x60020050, VR.SS, 0, 3);
        assertThat(image.rendered()).containsExactly(1, 2, 3, 4, 5, 6);
        image.header.setInt(0x60020050, VR.SS, 0, 0);
        assertThat(image.rendered()).containsExactly(255, 2, 3, 4, 5, 6);
        image.header.setInt(0x60020050, VR.SS, 2, 3);
        assertThat(image.rendered()).containsExactly(1, 2, 3, 4, 5, 255);
    }

    @Test
    void shouldBelongToItsFrames() throws PixelException {
        image.with(0x60020015, VR.IS, "2").with(0x60020051, 3);
        image.header.setBytes(0x60023000, VR.OW, new byte[] {(byte) 0b0001_1000, 0});
        assertThat(image.rendered(2, Rendering.DEFAULT)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(image.rendered(3, Rendering.DEFAULT)).containsExactly(1, 2, 3, 4, 255, 6);
        assertThat(image.rendered(4, Rendering.DEFAULT)).containsExactly(255, 2, 3, 4, 5, 6);
        assertThat(image.rendered(5, Rendering.DEFAULT)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldBeReadFromItsSourceFrameByFrame() throws PixelException {
        image.with(0x60020015, VR.IS, "40").with(0x60020051, 1);
        byte[] bits = new byte[20];
        bits[19] = (byte) 0b1001_0000;
        BulkSource source = BulkSource.of(bits);
        image.header.put(new Attributes.Element(0x60023000, VR.OW, new Value.Bulk(source, 0, 20, false)));
        assertThat(image.rendered(40, Rendering.DEFAULT)).containsExactly(255, 2, 3, 4, 255, 6);
        assertThat(image.rendered(39, Rendering.DEFAULT)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldNotSpoilTheImageWhereItIsBroken() throws PixelException {
        image.with(0x60020010, 9999);
        assertThat(image.rendered()).containsExactly(1, 2, 3, 4, 5, 6);
        image.header.remove(0x60023000);
        assertThat(image.rendered()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldLeaveTheFrameItselfAlone() throws PixelException {
        TestImage color = TestImage.ofBytes("RGB", 3, 2, 1, 2, 3, 4, 5, 6);
        color.header.putAll(image.header);
        assertThat(color.rendered()).containsExactly(255, 255, 255, 4, 5, 6);
        assertThat(color.rendered(1, Rendering.DEFAULT.withOverlays(false))).containsExactly(1, 2, 3, 4, 5, 6);
    }
}
