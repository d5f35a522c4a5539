package org.muniment.dicom.pixel.render;

/**
 * Size of the rendered image and what of the source it shows (PS3.18 8.3.5.1.3). The source region is scaled, keeping its aspect ratio,
 * until it fits; the image then has the size of the scaled region.
 *
 * @param width most columns; 0 for no limit
 * @param height most rows; 0 for no limit. Without any limit there is no scaling
 * @param source the part to show, or null for all of it
 */
public record Viewport(int width, int height, Region source) {

    /** The whole image in its own size. */
    public static final Viewport UNSCALED = new Viewport(0, 0, null);

    /** Largest side we render. */
    public static final int LARGEST = 16384;

    public Viewport {
        if (width < 0 || height < 0 || width > LARGEST || height > LARGEST) {
            throw new IllegalArgumentException("Viewport of " + width + " x " + height + " is out of range");
        }
    }

    /**
     * A rectangle of the source image in pixels, from its top left corner.
     *
     * @param width negative: mirrored left to right; 0: all to the right end
     * @param height negative: mirrored top to bottom; 0: all to the lower end
     */
    public record Region(double x, double y, double width, double height) {
        public Region {
            if (!(x >= 0 && y >= 0) || !Double.isFinite(x + y + width + height)) {
                throw new IllegalArgumentException("Source region starts outside of the image");
            }
        }
    }
}
