package org.muniment.dicom.pixel.render;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import org.muniment.dicom.pixel.PixelException;

/** Pixels for the eye: {@code samples} bytes each, grey or red, green and blue. */
record Raster(int columns, int rows, int samples, byte[] pixels) {

    /** More than any screen has; what is larger has to be asked for in parts. */
    private static final int MOST_PIXELS = 32 << 20;

    /** Crops, scales and mirrors. */
    Raster show(Viewport viewport) throws PixelException {
        Viewport.Region region = viewport.source() == null ? new Viewport.Region(0, 0, 0, 0) : viewport.source();
        double width = extent(region.x(), region.width(), columns);
        double height = extent(region.y(), region.height(), rows);
        double scale = scale(viewport, width, height);
        int toColumns = (int) Math.max(1, Math.rint(width * scale));
        int toRows = (int) Math.max(1, Math.rint(height * scale));
        boolean unchanged = toColumns == columns && toRows == rows && width == columns && height == rows;
        if (unchanged && region.width() >= 0 && region.height() >= 0) return this;
        if ((long) toColumns * toRows > MOST_PIXELS) {
            throw PixelException.unsupported("Rendering of " + toColumns + " x " + toRows + " pixels");
        }
        Resampler across = new Resampler(columns, region.x(), width, toColumns, region.width() < 0);
        Resampler down = new Resampler(rows, region.y(), height, toRows, region.height() < 0);
        byte[] narrowed = across.apply(pixels, rows, samples, samples, columns * samples, samples, toColumns * samples);
        byte[] scaled =
                down.apply(narrowed, toColumns, samples, toColumns * samples, samples, toColumns * samples, samples);
        return new Raster(toColumns, toRows, samples, scaled);
    }

    private static double extent(double start, double length, int size) throws PixelException {
        double most = size - start;
        double extent = length == 0 ? most : Math.min(most, Math.abs(length));
        if (!(extent > 0)) throw PixelException.unsupported("Source region lies outside of the image");
        return extent;
    }

    private static double scale(Viewport viewport, double width, double height) {
        double across = viewport.width() == 0 ? Double.POSITIVE_INFINITY : viewport.width() / width;
        double down = viewport.height() == 0 ? Double.POSITIVE_INFINITY : viewport.height() / height;
        double scale = Math.min(across, down);
        return Double.isInfinite(scale) ? 1 : scale;
    }

    /** Around the pixels themselves, which are not to be changed any more. */
    BufferedImage image() {
        ColorSpace space = ColorSpace.getInstance(samples == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ColorModel colors = new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        DataBufferByte data = new DataBufferByte(pixels, pixels.length);
        int[] order = samples == 1 ? new int[] {0} : new int[] {0, 1, 2};
        WritableRaster raster = java.awt.image.Raster.createInterleavedRaster(
                data, columns, rows, columns * samples, samples, order, null);
        return new BufferedImage(colors, raster, false, null);
    }
}
