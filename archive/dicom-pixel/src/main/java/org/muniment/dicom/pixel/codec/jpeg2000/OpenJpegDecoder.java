package org.muniment.dicom.pixel.codec.jpeg2000;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;

/** One decoding. */
final class OpenJpegDecoder implements AutoCloseable {

    private final OpenJpeg library;
    private final Siz siz;
    private final MemoryStream stream;
    private final Pointer codec;
    private final PointerByReference image = new PointerByReference();

    OpenJpegDecoder(OpenJpeg library, Siz siz, byte[] codestream) {
        this.library = library;
        this.siz = siz;
        this.stream = MemoryStream.input(library, codestream);
        this.codec = library.opj_create_decompress(OpenJpeg.CODESTREAM);
        stream.collectErrors(codec);
    }

    Frame decode(ImageDescription description) throws PixelException {
        try (Memory parameters = new Memory(OpenJpeg.PARAMETERS_LENGTH)) {
            library.opj_set_default_decoder_parameters(parameters);
            check(library.opj_setup_decoder(codec, parameters));
        }
        check(library.opj_read_header(stream.pointer(), codec, image));
        check(library.opj_decode(codec, stream.pointer(), image.getValue()));
        check(library.opj_end_decompress(codec, stream.pointer()));
        return new Frame(description, cells(new OpenJpegImage(image.getValue()), description));
    }

    private byte[] cells(OpenJpegImage decoded, ImageDescription description) throws PixelException {
        Cells cells = Cells.empty(description);
        int columns = description.columns();
        int[] row = new int[columns];
        for (int c = 0; c < description.samplesPerPixel(); c++) {
            Pointer samples = decoded.components() > c ? decoded.data(c) : null;
            if (samples == null || decoded.width(c) != columns || decoded.height(c) != description.rows()) {
                throw PixelException.corrupt("JPEG 2000 component " + c + " is incomplete");
            }
            Siz.Component component = siz.components().get(c);
            for (int y = 0; y < description.rows(); y++) {
                samples.read(4L * columns * y, row, 0, columns);
                if (component.signed() != description.signed()) resign(row, component.precision(), description);
                int index = y * columns * description.samplesPerPixel() + c;
                for (int sample : row) {
                    cells.set(index, sample);
                    index += description.samplesPerPixel();
                }
            }
        }
        return cells.bytes();
    }

    /** Where codestream and data set do not agree on the sign, the data set is right and the bits are as they are. */
    private static void resign(int[] row, int precision, ImageDescription description) {
        for (int i = 0; i < row.length; i++) {
            row[i] = description.signed() ? Cells.signed(row[i], precision) : Cells.unsigned(row[i], precision);
        }
    }

    private void check(int success) throws PixelException {
        if (success != 1) throw PixelException.corrupt("JPEG 2000: " + stream.errors());
    }

    @Override
    public void close() {
        if (image.getValue() != null) library.opj_image_destroy(image.getValue());
        library.opj_destroy_codec(codec);
        stream.close();
    }
}
