package org.muniment.dicom.pixel.codec.jpeg2000;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.muniment.dicom.pixel.ImageDescription;

/** The library's image: 32-bit samples, plane by plane. Offsets are those of {@code opj_image_t} and its parts on 64-bit systems. */
record OpenJpegImage(Pointer image) {

    private static final int X1 = 8;
    private static final int Y1 = 12;
    private static final int COMPONENT_COUNT = 16;
    private static final int COMPONENTS = 24;

    private static final int COMPONENT_LENGTH = 64;
    private static final int WIDTH = 8;
    private static final int HEIGHT = 12;
    private static final int DATA = 48;

    private static final int PARAMETERS_LENGTH = 36;
    private static final int SRGB = 1;
    private static final int GRAY = 2;

    /** A new image for a frame to be encoded; null where there is no memory. */
    static OpenJpegImage create(OpenJpeg library, ImageDescription description, int precision) {
        int components = description.samplesPerPixel();
        try (Memory parameters = new Memory((long) components * PARAMETERS_LENGTH)) {
            parameters.clear();
            for (int i = 0; i < components; i++) {
                int[] fields = {1, 1, description.columns(), description.rows(), 0, 0, precision, precision, 0};
                fields[8] = description.signed() ? 1 : 0;
                parameters.write((long) i * PARAMETERS_LENGTH, fields, 0, fields.length);
            }
            Pointer image = library.opj_image_create(components, parameters, components == 3 ? SRGB : GRAY);
            if (image == null) return null;
            image.setInt(X1, description.columns());
            image.setInt(Y1, description.rows());
            return new OpenJpegImage(image);
        }
    }

    int components() {
        return image.getInt(COMPONENT_COUNT);
    }

    int width(int component) {
        return component(component).getInt(WIDTH);
    }

    int height(int component) {
        return component(component).getInt(HEIGHT);
    }

    /** Rows of samples without gaps; null where the component has not been decoded. */
    Pointer data(int component) {
        return component(component).getPointer(DATA);
    }

    private Pointer component(int component) {
        return image.getPointer(COMPONENTS).share((long) component * COMPONENT_LENGTH);
    }
}
