package org.muniment.dicom.pixel.codec.jpeg2000;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * What we use of the C API of OpenJPEG 2 (openjpeg.h), whose binary interface the library's name stands for. {@code size_t} is taken as
 * 64 bits. Functions that answer an int answer 1 for success.
 */
interface OpenJpeg extends Library {

    String SONAME = "libopenjp2.so.7";

    /** A bare codestream, {@code OPJ_CODEC_J2K}. */
    int CODESTREAM = 0;

    /** Room enough for {@code opj_cparameters_t} (18,720 bytes) and {@code opj_dparameters_t} (8,252 bytes). */
    int PARAMETERS_LENGTH = 32 << 10;

    /** Reads or writes; answers the bytes that were, -1 for none. */
    interface Transfer extends Callback {
        long invoke(Pointer buffer, long length, Pointer userData);
    }

    /** Answers the bytes skipped, -1 where it cannot. */
    interface Skip extends Callback {
        long invoke(long length, Pointer userData);
    }

    interface Seek extends Callback {
        int invoke(long position, Pointer userData);
    }

    interface Message extends Callback {
        void invoke(String message, Pointer userData);
    }

    String opj_version();

    Pointer opj_stream_create(long bufferLength, int input);

    void opj_stream_destroy(Pointer stream);

    void opj_stream_set_read_function(Pointer stream, Transfer read);

    void opj_stream_set_write_function(Pointer stream, Transfer write);

    void opj_stream_set_skip_function(Pointer stream, Skip skip);

    void opj_stream_set_seek_function(Pointer stream, Seek seek);

    void opj_stream_set_user_data_length(Pointer stream, long length);

    int opj_set_error_handler(Pointer codec, Message handler, Pointer userData);

    void opj_destroy_codec(Pointer codec);

    Pointer opj_image_create(int components, Pointer componentParameters, int colorSpace);

    void opj_image_destroy(Pointer image);

    Pointer opj_create_decompress(int format);

    void opj_set_default_decoder_parameters(Pointer parameters);

    int opj_setup_decoder(Pointer codec, Pointer parameters);

    int opj_read_header(Pointer stream, Pointer codec, PointerByReference image);

    int opj_decode(Pointer codec, Pointer stream, Pointer image);

    int opj_end_decompress(Pointer codec, Pointer stream);

    Pointer opj_create_compress(int format);

    void opj_set_default_encoder_parameters(Pointer parameters);

    int opj_setup_encoder(Pointer codec, Pointer parameters, Pointer image);

    int opj_start_compress(Pointer codec, Pointer image, Pointer stream);

    int opj_encode(Pointer codec, Pointer stream);

    int opj_end_compress(Pointer codec, Pointer stream);
}
