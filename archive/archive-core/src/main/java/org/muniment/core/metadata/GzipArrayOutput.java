package org.muniment.core.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a JSON array as a gzip file (RFC 1952) of one member, in which the brackets are blocks of their own: so the bytes of several arrays can
 * be put together to the file of one without being inflated ({@link JoinedMetadata}).
 */
final class GzipArrayOutput extends OutputStream implements Closeable {

    /** Of a file without name and time. */
    static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** CRC and length, four bytes each. */
    static final int TRAILER = 8;

    private static final int BUFFER = 16 << 10;

    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final DeflaterOutputStream body;
    private final CRC32 crc = new CRC32();
    private long length;

    GzipArrayOutput(OutputStream out) throws IOException {
        this.out = out;
        this.body = new DeflaterOutputStream(out, deflater, BUFFER, true);
        out.write(HEADER);
        out.write(bracket('[', false));
    }

    /** Bytes written of what is between the brackets. */
    long length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        crc.update(bytes, offset, count);
        length += count;
        body.write(bytes, offset, count);
    }

    /** Ends the array; the stream below stays open. */
    void finish() throws IOException {
        body.flush(); // to a whole byte, RFC 1951 3.2.4
        out.write(bracket(']', true));
        long whole = Crc32.join(Crc32.join(Crc32.of('['), crc.getValue(), length), Crc32.of(']'), 1);
        out.write(trailer(whole, length + 2));
    }

    @Override
    public void close() {
        deflater.end();
    }

    /** One character as a stored block (RFC 1951 3.2.4), which begins and ends with a whole byte. */
    static byte[] bracket(char character, boolean last) {
        return new byte[] {(byte) (last ? 1 : 0), 1, 0, (byte) 0xfe, (byte) 0xff, (byte) character};
    }

    static byte[] trailer(long crc, long length) {
        return ByteBuffer.allocate(TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc)
                .putInt((int) length)
                .array();
    }
}
