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
        int precision = Math.max(LEAST_PRECISION, Cells.precisionOf(frame));
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

    /** One byte for each sample of up to 8 bits, else two; no bit set above the precision. */
    private static byte[] samples(Frame frame, int precision) {
        ImageDescription description = frame.description();
        boolean twoBytes = precision > 8;
        boolean sameCells = description.bitsAllocated() == (twoBytes ? 16 : 8);
        if (sameCells && (!description.signed() || precision == description.bitsAllocated())) return frame.pixels();
        Cells cells = Cells.of(frame);
        byte[] samples = new byte[description.samples() * (twoBytes ? 2 : 1)];
        for (int i = 0; i < description.samples(); i++) {
            int sample = Cells.unsigned(cells.get(i), precision);
            samples[twoBytes ? 2 * i : i] = (byte) sample;
            if (twoBytes) samples[2 * i + 1] = (byte) (sample >> 8);
        }
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
