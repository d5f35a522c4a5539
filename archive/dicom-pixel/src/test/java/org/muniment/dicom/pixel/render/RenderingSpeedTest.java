package org.muniment.dicom.pixel.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.codec.SyntheticFrames;

/** Pages of thumbnails and cine loops wait for this. The bound is ten times what a slow machine measures. */
class RenderingSpeedTest {

    @Test
    void shouldRenderASliceInMilliseconds() throws Exception {
        Frame frame = SyntheticFrames.waves(SyntheticFrames.gray(512, 512, 16, 12, true));
        Attributes header = new Attributes();
        header.setString(Tag.WindowCenter, VR.DS, "40");
        header.setString(Tag.WindowWidth, VR.DS, "400");
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageFormat.JPEG.write(Renderer.render(header, 1, frame, Rendering.DEFAULT), 90, out);
            nanos[i] = System.nanoTime() - start;
            assertThat(out.size()).isPositive();
        }
        Arrays.sort(nanos);
        assertThat(nanos[nanos.length / 2] / 1_000_000).isLessThan(50);
    }
}
