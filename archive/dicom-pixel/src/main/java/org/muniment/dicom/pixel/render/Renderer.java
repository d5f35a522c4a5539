package org.muniment.dicom.pixel.render;

import java.awt.image.BufferedImage;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.PixelException;

/** The pipeline from a decoded frame to an image in shades of grey or RGB. Thread-safe. */
public final class Renderer {

    private Renderer() {}

    /**
     * @param header the root data set; pixel data is not looked at, large sequences may be left in their source
     * @param frameNumber from 1: functional groups and overlays differ by frame
     * @return 8 bits a sample, TYPE_BYTE_GRAY or TYPE_3BYTE_BGR
     * @throws PixelException where the object cannot be rendered
     */
    public static BufferedImage render(Attributes header, int frameNumber, Frame frame, Rendering rendering)
            throws PixelException {
        throw PixelException.unsupported("Rendering");
    }
}
