package org.muniment.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A buffered stream that knows its position. Unless told otherwise, bytes are always read, never skipped, so that a stream which copies
 * what it hands out sees every byte.
 */
final class DicomInput {

    private static final int BUFFER = 16 * 1024;
    /** Memory given to a value before any of it has been seen; a declared length earns no more. */
    private static final int FIRST_CHUNK = 64 * 1024;

    private final InputStream in;
    private final boolean skipping;
    private final byte[] buffer;
    private int next;
    private int end;
    private long bufferStart;
    private boolean atEnd;

    /** @param start the position of the first byte */
    DicomInput(InputStream in, long start) {
        this(in, start, false);
    }

    /** @param skipping bytes nobody wants need not be read */
    DicomInput(InputStream in, long start, boolean skipping) {
        this.in = in;
        this.skipping = skipping;
        this.buffer = new byte[BUFFER];
        this.bufferStart = start;
    }

    /** Reads from the array itself; nothing is copied but values. */
    DicomInput(byte[] bytes, long start) {
        this.in = InputStream.nullInputStream();
        this.skipping = false;
        this.buffer = bytes;
        this.end = bytes.length;
        this.bufferStart = start;
        this.atEnd = true;
    }

    long position() {
        return bufferStart + next;
    }

    /** Makes {@code n} bytes (at most a buffer full) peekable; false where the stream has fewer. */
    boolean has(int n) throws IOException {
        while (end - next < n) {
            if (atEnd) return false;
            fill();
        }
        return true;
    }

    /** How many bytes are left where fewer than {@code most} are, else {@code most}. */
    int remaining(int most) throws IOException {
        return has(most) ? most : end - next;
    }

    private void fill() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, end - next);
            bufferStart += next;
            end -= next;
            next = 0;
        }
        int n = read(buffer, end, buffer.length - end);
        if (n < 0) atEnd = true;
        else end += n;
    }

    private int read(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (ZipException e) {
            throw new DicomFormatException("Corrupt deflate stream: " + e.getMessage(), 0, position());
        } catch (EOFException e) {
            if (!(in instanceof InflaterInputStream)) throw e;
            throw new DicomFormatException("Deflate stream ends early", 0, position());
        }
    }

    /** A byte {@code ahead} of the position, which {@link #has} has made available. */
    int peek(int ahead) {
        return buffer[next + ahead] & 0xff;
    }

    int peekShort(int ahead, boolean bigEndian) {
        return bigEndian ? peek(ahead) << 8 | peek(ahead + 1) : peek(ahead + 1) << 8 | peek(ahead);
    }

    int peekInt(int ahead, boolean bigEndian) {
        int first = peekShort(ahead, bigEndian);
        int second = peekShort(ahead + 2, bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    int peekTag(boolean bigEndian) {
        return peekShort(0, bigEndian) << 16 | peekShort(2, bigEndian);
    }

    /** Passes over bytes that {@link #has} has made available. */
    void advance(int n) {
        next += n;
    }

    /** Up to {@code length} bytes; fewer only where the stream ends before. */
    byte[] read(long length) throws IOException {
        byte[] value = new byte[(int) Math.min(length, Math.max(FIRST_CHUNK, end - next))];
        int got = 0;
        for (; ; ) {
            int n = take(value, got, value.length - got);
            got += n;
            if (got == length) return value;
            if (n == 0) return Arrays.copyOf(value, got);
            if (got == value.length) value = Arrays.copyOf(value, (int) Math.min(length, 2L * got));
        }
    }

    private int take(byte[] into, int offset, int length) throws IOException {
        int buffered = Math.min(length, end - next);
        if (buffered > 0) {
            System.arraycopy(buffer, next, into, offset, buffered);
            next += buffered;
            return buffered;
        }
        if (atEnd || length == 0) return 0;
        if (length < BUFFER) {
            fill();
            return take(into, offset, length);
        }
        int n = read(into, offset, length);
        if (n < 0) {
            atEnd = true;
            return 0;
        }
        bufferStart += n;
        return n;
    }

    /** Passes {@code length} bytes to {@code out}, or nowhere where that is null; returns how many there were. */
    long transfer(long length, OutputStream out) throws IOException {
        long left = length;
        if (skipping && out == null) left -= skip(length);
        while (left > 0 && has(1)) {
            int n = (int) Math.min(left, end - next);
            if (out != null) out.write(buffer, next, n);
            next += n;
            left -= n;
        }
        return length - left;
    }

    /** Passes over most of {@code n} bytes without reading; the last stays to be read, so that an early end is noticed. */
    private long skip(long n) throws IOException {
        int buffered = (int) Math.min(n, end - next);
        next += buffered;
        if (n - buffered <= BUFFER) return buffered;
        long skipped = in.skip(n - buffered - 1);
        bufferStart += next + skipped;
        next = 0;
        end = 0;
        return buffered + skipped;
    }

    /** True where only zero bytes follow; reads to the end. */
    boolean onlyZerosFollow() throws IOException {
        while (has(1)) {
            while (next < end) if (buffer[next++] != 0) return false;
        }
        return true;
    }

    /** What is buffered and the rest of the stream, as a stream. */
    InputStream rest() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return has(1) ? buffer[next++] & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int n = take(into, offset, length);
                return n == 0 && length > 0 ? -1 : n;
            }
        };
    }
}
