package org.muniment.web.rendered;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.pixel.PixelService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.pixel.render.ImageFormat;
import org.muniment.dicom.pixel.render.Renderer;

/** Renders frames into the formats of the web. */
public record RenderedImages(PixelService pixels) {

    /** JPEG first, as the default (PS3.18 table 8.7.4-1). */
    public static final List<String> MEDIA_TYPES =
            Arrays.stream(ImageFormat.values()).map(ImageFormat::mediaType).toList();

    /** What has to be done before the first byte. */
    @FunctionalInterface
    public interface Beginning {
        OutputStream begin() throws IOException;
    }

    /**
     * @param header of the instance
     * @param frame from 1
     * @throws ArchiveException as {@link PixelService#decode}; what can't be rendered is found out before the first byte
     */
    public void write(
            InstanceRecord instance,
            Attributes header,
            int frame,
            RenderingParameters parameters,
            String mediaType,
            Beginning beginning)
            throws IOException {
        ImageFormat format = Arrays.stream(ImageFormat.values())
                .filter(f -> f.mediaType().equals(mediaType))
                .findFirst()
                .orElseThrow();
        pixels.decode(instance, header, frame, decoded -> {
            BufferedImage image = Renderer.render(header, frame, decoded, parameters.rendering());
            format.write(image, parameters.quality(), beginning.begin());
        });
    }
}
