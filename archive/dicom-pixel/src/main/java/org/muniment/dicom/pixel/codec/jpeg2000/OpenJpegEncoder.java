package org.muniment.dicom.pixel.codec.jpeg2000;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;

/** One reversible encoding: 5/3 wavelet, one tile, one layer. */
final class OpenJpegEncoder implements AutoCloseable {

    /** Places of fields in {@code opj_cparameters_t}; all others keep their defaults, which are reversible. */
    private static final int DISTORTION_ALLOCATION = 20;

    private static final int LAYERS = 4796;
    private static final int FIRST_RATE = 4800;
    private static final int RESOLUTIONS = 5600;
    private static final int MULTI_COMPONENT_TRANSFORM = 18698;

    private final OpenJpeg library;
    private final MemoryStream stream;
    private final Pointer codec;

    OpenJpegEncoder(OpenJpeg library, int expectedLength) {
        this.library = library;
        this.stream = MemoryStream.output(library, expectedLength);
        this.codec = library.opj_create_compress(OpenJpeg.CODESTREAM);
        stream.collectErrors(codec);
    }

    byte[] encode(Frame frame) throws PixelException {
        ImageDescription description = frame.description();
        int precision = Cells.precisionOf(frame);
        OpenJpegImage image = OpenJpegImage.create(library, description, precision);
        if (image == null) throw PixelException.unsupported("JPEG 2000: no memory for the frame");
        try {
            fill(image, frame, precision);
            setUp(image, description);
            check(library.opj_start_compress(codec, image.image(), stream.pointer()));
            check(library.opj_encode(codec, stream.pointer()));
            check(library.opj_end_compress(codec, stream.pointer()));
            return stream.written();
        } finally {
            library.opj_image_destroy(image.image());
        }
    }

    private void setUp(OpenJpegImage image, ImageDescription description) throws PixelException {
        try (Memory parameters = new Memory(OpenJpeg.PARAMETERS_LENGTH)) {
            library.opj_set_default_encoder_parameters(parameters);
            parameters.setInt(DISTORTION_ALLOCATION, 1);
            parameters.setInt(LAYERS, 1);
            parameters.setFloat(FIRST_RATE, 0); // all of it
            parameters.setInt(RESOLUTIONS, 1 + Jpeg2000.decompositions(description));
            parameters.setByte(MULTI_COMPONENT_TRANSFORM, (byte) (Jpeg2000.transformsComponents(description) ? 1 : 0));
            check(library.opj_setup_encoder(codec, parameters, image.image()));
        }
    }

    private static void fill(OpenJpegImage image, Frame frame, int precision) {
        ImageDescription description = frame.description();
        Cells cells = Cells.of(frame);
        int[] row = new int[description.columns()];
        for (int c = 0; c < description.samplesPerPixel(); c++) {
            Pointer samples = image.data(c);
            for (int y = 0; y < description.rows(); y++) {
                int index = y * row.length * description.samplesPerPixel() + c;
                for (int x = 0; x < row.length; x++) {
                    int cell = cells.get(index);
                    row[x] = description.signed() ? Cells.signed(cell, precision) : cell;
                    index += description.samplesPerPixel();
                }
                samples.write(4L * row.length * y, row, 0, row.length);
            }
        }
    }

    private void check(int success) throws PixelException {
        if (success != 1) throw PixelException.unsupported("JPEG 2000: " + stream.errors());
    }

    @Override
    public void close() {
        library.opj_destroy_codec(codec);
        stream.close();
    }
}
