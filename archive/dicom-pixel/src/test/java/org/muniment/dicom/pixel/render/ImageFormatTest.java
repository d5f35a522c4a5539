package org.muniment.dicom.pixel.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {

    private static BufferedImage image(int samples) {
        byte[] pixels = new byte[64 * 48 * samples];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i / samples / 13 + i % samples * 40);
        return new Raster(64, 48, samples, pixels).image();
    }

    private static byte[] written(BufferedImage image, ImageFormat format, int quality) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(image, quality, out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeReadAsTheSameShades(ImageFormat format) throws IOException {
        BufferedImage image = image(1);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(written(image, format, 95)));
        int tolerance = format == ImageFormat.JPEG ? 6 : 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int shade = image.getRaster().getSample(x, y, 0);
                int back = read.getColorModel().getNumComponents() == 1
                        ? read.getRaster().getSample(x, y, 0)
                        : read.getRGB(x, y) & 0xff;
                assertThat(back).isBetween(shade - tolerance, shade + tolerance);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG"})
    void shouldBeReadAsTheSameColors(ImageFormat format) throws IOException {
        BufferedImage image = image(3);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(written(image, format, 95)));
        int tolerance = format == ImageFormat.JPEG ? 12 : 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int color = image.getRGB(20, 20) >> shift & 0xff;
            assertThat(read.getRGB(20, 20) >> shift & 0xff).isBetween(color - tolerance, color + tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldBeSmallerWithLessQuality(int samples) throws IOException {
        BufferedImage image = image(samples);
        int coarse = written(image, ImageFormat.JPEG, 1).length;
        assertThat(coarse).isLessThan(written(image, ImageFormat.JPEG, 90).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -5})
    void shouldRefuseQualityOutOfRange(int quality) {
        assertThatThrownBy(() -> written(image(1), ImageFormat.JPEG, quality))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
