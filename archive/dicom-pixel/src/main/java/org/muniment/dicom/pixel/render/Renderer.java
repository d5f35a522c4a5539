package org.muniment.dicom.pixel.render;

import java.awt.image.BufferedImage;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** The pipeline from a decoded frame to an image in shades of grey or RGB (PS3.4 N.2). Thread-safe. */
public final class Renderer {

    private Renderer() {}

    /**
     * @param header the root data set; pixel data is not looked at, large values may be left in their source
     * @param frameNumber from 1: functional groups and overlays differ by frame
     * @return 8 bits a sample, one of grey or three of RGB
     * @throws PixelException UNSUPPORTED for colour models and sizes we do not render and for regions outside of the image; CORRUPT
     *     where LUTs and the like make no sense
     */
    public static BufferedImage render(Attributes header, int frameNumber, Frame frame, Rendering rendering)
            throws PixelException {
        ImageDescription d = frame.description();
        int samples = d.monochrome() ? 1 : 3;
        byte[] pixels;
        if (d.monochrome()) {
            if (d.samplesPerPixel() != 1) throw PixelException.corrupt("Grey of " + d.samplesPerPixel() + " samples");
            FunctionalGroups groups = FunctionalGroups.of(header, frameNumber);
            pixels = new GrayscalePipeline(header, groups, frame).shades(rendering.voi());
        } else {
            pixels = ColorPipeline.colors(header, frame);
        }
        if (rendering.overlays()) {
            for (Overlay overlay : Overlay.of(header, frameNumber, frame)) overlay.draw(pixels, d, samples);
        }
        return new Raster(d.columns(), d.rows(), samples, pixels)
                .show(rendering.viewport())
                .image();
    }
}
