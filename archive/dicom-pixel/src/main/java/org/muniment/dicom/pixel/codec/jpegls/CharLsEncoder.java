package org.muniment.dicom.pixel.codec.jpegls;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;

/** One lossless encoding; colours interleaved line by line, as most encoders do. */
final class CharLsEncoder implements AutoCloseable {

    /** JPEG-LS has no samples of one bit. */
    private static final int LEAST_PRECISION = 2;

    private final CharLs library;
    private final Pointer encoder;

    CharLsEncoder(CharLs library) {
        this.library = library;
        this.encoder = library.charls_jpegls_encoder_create();
    }

    byte[] encode(Frame frame) throws PixelException {
        ImageDescription description = frame.description();
        Cells.require(description, 8, 16);
        int precision = precisionOf(frame);
        setFrame(description, precision);
        byte[] samples = samples(frame, precision);
        LongByReference length = new LongByReference();
        check(library.charls_jpegls_encoder_get_estimated_destination_size(encoder, length));
        // The estimate is the native size; noise takes more.
        try (Memory source = new Memory(samples.length);
                Memory destination = new Memory(2 * length.getValue())) {
            source.write(0, samples, 0, samples.length);
            check(library.charls_jpegls_encoder_set_destination_buffer(encoder, destination, destination.size()));
            check(library.charls_jpegls_encoder_encode_from_buffer(encoder, source, source.size(), 0));
            check(library.charls_jpegls_encoder_get_bytes_written(encoder, length));
            return destination.getByteArray(0, Math.toIntExact(length.getValue()));
        }
    }

    /** The codestream has no sign to extend: other decoders give back the bits that went in and no more. */
    private static int precisionOf(Frame frame) {
        if (frame.description().signed()) return frame.description().bitsAllocated();
        return Math.max(LEAST_PRECISION, Cells.precisionOf(frame));
    }

    private void setFrame(ImageDescription description, int precision) throws PixelException {
        try (Memory info = new Memory(16)) {
            info.setInt(0, description.columns());
            info.setInt(4, description.rows());
            info.setInt(8, precision);
            info.setInt(12, description.samplesPerPixel());
            check(library.charls_jpegls_encoder_set_frame_info(encoder, info));
        }
        if (description.samplesPerPixel() > 1) {
            check(library.charls_jpegls_encoder_set_interleave_mode(encoder, CharLs.INTERLEAVE_LINE));
        }
    }

    /** One byte for each sample of up to 8 bits, else two. */
    private static byte[] samples(Frame frame, int precision) {
        byte[] cells = frame.pixels();
        if (precision > 8 || frame.description().bitsAllocated() == 8) return cells;
        byte[] samples = new byte[cells.length / 2];
        for (int i = 0; i < samples.length; i++) samples[i] = cells[2 * i];
        return samples;
    }

    private void check(int error) throws PixelException {
        if (error != 0) throw PixelException.unsupported("JPEG-LS: " + library.charls_get_error_message(error));
    }

    @Override
    public void close() {
        library.charls_jpegls_encoder_destroy(encoder);
    }
}
