package org.muniment.dicom.pixel.codec.jpegls;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;

/** One decoding. Nothing as large as the codestream says is allocated before it has been found to be as large as the description says. */
final class CharLsDecoder implements AutoCloseable {

    private final CharLs library;
    private final Memory source;
    private final Pointer decoder;

    private int precision;
    private boolean planar;

    CharLsDecoder(CharLs library, byte[] codestream) throws PixelException {
        if (codestream.length == 0) throw PixelException.corrupt("JPEG-LS codestream is empty");
        this.library = library;
        this.source = new Memory(codestream.length);
        source.write(0, codestream, 0, codestream.length);
        this.decoder = library.charls_jpegls_decoder_create();
    }

    Frame decode(ImageDescription description) throws PixelException {
        Cells.require(description, 8, 16);
        check(library.charls_jpegls_decoder_set_source_buffer(decoder, source, source.size()));
        check(library.charls_jpegls_decoder_read_header(decoder));
        readHeader(description);
        LongByReference size = new LongByReference();
        check(library.charls_jpegls_decoder_get_destination_size(decoder, 0, size));
        long expected = (long) description.samples() * (precision > 8 ? 2 : 1);
        if (size.getValue() != expected) throw PixelException.corrupt("JPEG-LS frame of " + size.getValue() + " bytes");
        try (Memory destination = new Memory(expected)) {
            check(library.charls_jpegls_decoder_decode_to_buffer(decoder, destination, expected, 0));
            return new Frame(description.withPlanarConfiguration(0), cells(destination, description));
        }
    }

    private void readHeader(ImageDescription description) throws PixelException {
        try (Memory info = new Memory(16)) {
            check(library.charls_jpegls_decoder_get_frame_info(decoder, info));
            int width = info.getInt(0);
            int height = info.getInt(4);
            int components = info.getInt(12);
            precision = info.getInt(8);
            if (width != description.columns()
                    || height != description.rows()
                    || components != description.samplesPerPixel()
                    || precision > description.bitsAllocated()) {
                throw PixelException.corrupt("JPEG-LS frame is of " + width + " x " + height + " x " + components
                        + " samples of " + precision + " bits, against its description");
            }
        }
        IntByReference interleave = new IntByReference();
        check(library.charls_jpegls_decoder_get_interleave_mode(decoder, interleave));
        planar = description.samplesPerPixel() > 1 && interleave.getValue() == CharLs.INTERLEAVE_NONE;
    }

    /** The codestream knows no sign (PS3.5 8.2.3): where the data set does, the highest bit is it. */
    private byte[] cells(Memory decoded, ImageDescription description) {
        boolean signed = description.signed() && precision < description.bitsAllocated();
        boolean sameCells = (precision > 8 ? 16 : 8) == description.bitsAllocated();
        byte[] samples = decoded.getByteArray(0, (int) decoded.size());
        if (sameCells && !planar && !signed) return samples;
        Cells cells = Cells.empty(description);
        int components = description.samplesPerPixel();
        for (int i = 0; i < description.samples(); i++) {
            int from = planar ? i % components * description.pixels() + i / components : i;
            int sample = precision > 8
                    ? samples[2 * from] & 0xff | (samples[2 * from + 1] & 0xff) << 8
                    : samples[from] & 0xff;
            cells.set(i, signed ? Cells.signed(sample, precision) : sample);
        }
        return cells.bytes();
    }

    private void check(int error) throws PixelException {
        if (error != 0) throw PixelException.corrupt("JPEG-LS: " + library.charls_get_error_message(error));
    }

    @Override
    public void close() {
        library.charls_jpegls_decoder_destroy(decoder);
        source.close();
    }
}
