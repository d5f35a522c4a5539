package org.muniment.dicom.pixel.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.pixel.PixelException;

class ViewportTest {

    private static Raster grey(int columns, int... shades) {
        byte[] pixels = new byte[shades.length];
        for (int i = 0; i < shades.length; i++) pixels[i] = (byte) shades[i];
        return new Raster(columns, shades.length / columns, 1, pixels);
    }

    private static int[] shown(Raster raster, Viewport viewport) throws PixelException {
        byte[] pixels = raster.show(viewport).pixels();
        int[] shades = new int[pixels.length];
        for (int i = 0; i < shades.length; i++) shades[i] = pixels[i] & 0xff;
        return shades;
    }

    private static Viewport part(double x, double y, double width, double height) {
        return new Viewport(0, 0, new Viewport.Region(x, y, width, height));
    }

    private final Raster raster = grey(3, 10, 20, 30, 40, 50, 60);

    @Test
    void shouldShowAllAsItIs() throws PixelException {
        assertThat(raster.show(Viewport.UNSCALED)).isSameAs(raster);
        assertThat(raster.show(new Viewport(3, 9, null))).isSameAs(raster);
    }

    @Test
    void shouldCrop() throws PixelException {
        assertThat(shown(raster, part(1, 0, 2, 2))).containsExactly(20, 30, 50, 60);
        assertThat(shown(raster, part(1, 1, 0, 0))).containsExactly(50, 60);
        assertThat(shown(raster, part(2, 1, 99, 99))).containsExactly(60);
    }

    @Test
    void shouldMirror() throws PixelException {
        assertThat(shown(raster, part(0, 0, -3, 0))).containsExactly(30, 20, 10, 60, 50, 40);
        assertThat(shown(raster, part(0, 0, 0, -2))).containsExactly(40, 50, 60, 10, 20, 30);
        assertThat(shown(raster, part(1, 0, -2, -2))).containsExactly(60, 50, 30, 20);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, 100, 50",
        "0, 100, 200, 100",
        "100, 0, 100, 50",
        "400, 60, 120, 60",
        "1, 1, 1, 1",
        "800, 900, 800, 400"
    })
    void shouldFitIntoTheViewportAndKeepTheAspectRatio(int width, int height, int columns, int rows)
            throws PixelException {
        Raster shown = new Raster(400, 200, 3, new byte[240000]).show(new Viewport(width, height, null));
        assertThat(shown.columns()).isEqualTo(columns);
        assertThat(shown.rows()).isEqualTo(rows);
    }

    @Test
    void shouldAverageWhenReducing() throws PixelException {
        int[] stripes = new int[64];
        for (int i = 0; i < 64; i++) stripes[i] = i % 2 == 0 ? 0 : 200;
        for (int shade : shown(grey(64, stripes), new Viewport(4, 0, null)))
            assertThat(shade).isBetween(90, 110);
    }

    @Test
    void shouldInterpolateWhenEnlarging() throws PixelException {
        assertThat(shown(grey(2, 0, 100), new Viewport(4, 0, null))).startsWith(0, 25, 75, 100);
    }

    @Test
    void shouldKeepEvenAreasEven() throws PixelException {
        int[] white = new int[35 * 21];
        Arrays.fill(white, 255);
        for (int size : new int[] {1, 7, 20, 35, 50, 99}) {
            assertThat(shown(grey(35, white), new Viewport(size, size, null))).containsOnly(255);
        }
    }

    @Test
    void shouldScaleEachSampleOnItsOwn() throws PixelException {
        Raster color = new Raster(2, 1, 3, new byte[] {0, 100, 7, 0, 100, 7});
        assertThat(color.show(new Viewport(4, 0, null)).pixels()).startsWith(0, 100, 7, 0, 100, 7, 0, 100, 7);
    }

    @Test
    void shouldRefuseWhatLiesOutside() {
        assertThatThrownBy(() -> raster.show(part(3, 0, 1, 1))).isInstanceOf(PixelException.class);
        assertThatThrownBy(() -> part(-1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> part(0, Double.NaN, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Viewport(-1, 5, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Viewport(1 << 20, 5, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> raster.show(new Viewport(16384, 16384, null))).isInstanceOf(PixelException.class);
    }
}
