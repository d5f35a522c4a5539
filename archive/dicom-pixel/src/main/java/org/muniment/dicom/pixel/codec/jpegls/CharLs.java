package org.muniment.dicom.pixel.codec.jpegls;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;

/**
 * What we use of the C API of CharLS 2 (charls_jpegls_decoder.h, charls_jpegls_encoder.h), whose binary interface the library's name
 * stands for. {@code size_t} is taken as 64 bits. Functions answer 0 or an error number, and never throw.
 */
interface CharLs extends Library {

    String SONAME = "libcharls.so.2";

    /** Values of {@code charls_interleave_mode}. */
    int INTERLEAVE_NONE = 0;

    int INTERLEAVE_LINE = 1;

    Pointer charls_jpegls_decoder_create();

    void charls_jpegls_decoder_destroy(Pointer decoder);

    int charls_jpegls_decoder_set_source_buffer(Pointer decoder, Pointer source, long length);

    int charls_jpegls_decoder_read_header(Pointer decoder);

    /** @param frameInfo width, height, bits per sample, component count: 32 bits each */
    int charls_jpegls_decoder_get_frame_info(Pointer decoder, Pointer frameInfo);

    int charls_jpegls_decoder_get_interleave_mode(Pointer decoder, IntByReference mode);

    int charls_jpegls_decoder_get_destination_size(Pointer decoder, int stride, LongByReference size);

    int charls_jpegls_decoder_decode_to_buffer(Pointer decoder, Pointer destination, long length, int stride);

    Pointer charls_jpegls_encoder_create();

    void charls_jpegls_encoder_destroy(Pointer encoder);

    int charls_jpegls_encoder_set_frame_info(Pointer encoder, Pointer frameInfo);

    int charls_jpegls_encoder_set_interleave_mode(Pointer encoder, int mode);

    int charls_jpegls_encoder_get_estimated_destination_size(Pointer encoder, LongByReference size);

    int charls_jpegls_encoder_set_destination_buffer(Pointer encoder, Pointer destination, long length);

    int charls_jpegls_encoder_encode_from_buffer(Pointer encoder, Pointer source, long length, int stride);

    int charls_jpegls_encoder_get_bytes_written(Pointer encoder, LongByReference length);

    String charls_get_error_message(int error);
}
