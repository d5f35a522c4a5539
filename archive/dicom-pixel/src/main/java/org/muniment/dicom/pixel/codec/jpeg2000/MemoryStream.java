package org.muniment.dicom.pixel.codec.jpeg2000;

import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * What the library reads a codestream from or writes it to, and where it complains. The library calls back on the thread that called it,
 * so that one set of callbacks, which is costly to make, serves all threads.
 */
final class MemoryStream implements AutoCloseable {

    private static final ThreadLocal<MemoryStream> CURRENT = new ThreadLocal<>();

    private static final OpenJpeg.Transfer READ =
            (buffer, length, userData) -> CURRENT.get().read(buffer, length);
    private static final OpenJpeg.Transfer WRITE =
            (buffer, length, userData) -> CURRENT.get().write(buffer, length);
    private static final OpenJpeg.Skip SKIP =
            (length, userData) -> CURRENT.get().skip(length);
    private static final OpenJpeg.Seek SEEK =
            (position, userData) -> CURRENT.get().seek(position);
    private static final OpenJpeg.Message ERROR =
            (message, userData) -> CURRENT.get().error(message);

    private static final int LARGEST_BUFFER = 1 << 20;
    private static final int MOST_ERRORS = 500;

    private final OpenJpeg library;
    private final boolean input;
    private final Pointer stream;
    private final StringBuilder errors = new StringBuilder();
    private byte[] bytes;
    private int end;
    private int position;

    /** @param expectedLength of what will be written */
    static MemoryStream output(OpenJpeg library, int expectedLength) {
        return new MemoryStream(library, false, new byte[expectedLength], 0);
    }

    static MemoryStream input(OpenJpeg library, byte[] codestream) {
        return new MemoryStream(library, true, codestream, codestream.length);
    }

    private MemoryStream(OpenJpeg library, boolean input, byte[] bytes, int end) {
        this.library = library;
        this.input = input;
        this.bytes = bytes;
        this.end = end;
        this.stream = library.opj_stream_create(Math.min(bytes.length, LARGEST_BUFFER), input ? 1 : 0);
        CURRENT.set(this);
        if (input) library.opj_stream_set_read_function(stream, READ);
        else library.opj_stream_set_write_function(stream, WRITE);
        library.opj_stream_set_skip_function(stream, SKIP);
        library.opj_stream_set_seek_function(stream, SEEK);
        library.opj_stream_set_user_data_length(stream, end);
    }

    Pointer pointer() {
        return stream;
    }

    void collectErrors(Pointer codec) {
        library.opj_set_error_handler(codec, ERROR, null);
    }

    /** What the library said, in a line. */
    String errors() {
        return errors.isEmpty() ? "no reason given" : errors.toString();
    }

    byte[] written() {
        return Arrays.copyOf(bytes, end);
    }

    private long read(Pointer buffer, long length) {
        int n = (int) Math.min(length, end - position);
        if (n <= 0) return -1;
        buffer.write(0, bytes, position, n);
        position += n;
        return n;
    }

    private long write(Pointer buffer, long length) {
        if (length > Integer.MAX_VALUE - 64 - position) return -1;
        int to = position + (int) length;
        if (to > bytes.length) bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 64, to + to / 2L));
        buffer.read(0, bytes, position, (int) length);
        position = to;
        end = Math.max(end, to);
        return length;
    }

    private long skip(long length) {
        return seek(position + length) == 1 ? length : -1;
    }

    private int seek(long to) {
        if (to < 0 || to > (input ? end : bytes.length)) return 0;
        position = (int) to;
        return 1;
    }

    private void error(String message) {
        if (errors.length() < MOST_ERRORS)
            errors.append(errors.isEmpty() ? "" : "; ").append(message.strip());
    }

    @Override
    public void close() {
        library.opj_stream_destroy(stream);
        CURRENT.remove();
    }
}
