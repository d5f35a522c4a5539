package org.muniment.dicom.net.upperlayer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * The connection below an association: buffered reading by one thread, writing by whoever holds the upper layer's send
 * lock, and time limits on both. A read that takes too long throws SocketTimeoutException; a write cannot be
 * interrupted, so {@link #closeIfOverdue} closes the socket under it.
 *
 * <p>Acknowledgements go out at once: without it a peer that leaves Nagle's algorithm on waits 40 ms for ours in each
 * message. Linux falls back to delayed ones by itself, so the option is set again whenever a read has emptied the
 * socket, just before we may wait for the peer.
 */
public final class Transport implements Closeable {

    private static final int INITIAL_BUFFER = 4 * 1024;
    private static final int MAX_BUFFER = 128 * 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final boolean quickAck;
    private final long writeTimeoutNanos;

    // reading: the association's thread alone
    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int position;
    private int limit;
    private long waitLeft;

    private volatile long lastRead = System.nanoTime();
    private volatile long closeAt = NEVER;
    private volatile long writeDeadline = NEVER;
    private volatile boolean closed;

    public Transport(Socket socket, Duration writeTimeout) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        quickAck = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        writeTimeoutNanos = writeTimeout.toNanos();
    }

    public InetAddress peer() {
        return socket.getInetAddress();
    }

    /** When bytes last came, on the clock of System.nanoTime. */
    public long lastRead() {
        return lastRead;
    }

    // ---- reading ----

    /** Reads from now on may wait this long, all together. Time their caller spends in between does not count. */
    void allowWaiting(Duration time) {
        waitLeft = time.toNanos();
    }

    /** Waits for at least one byte. @return false at the end of the stream */
    boolean await() throws IOException {
        return position < limit || fill();
    }

    /** Next byte; only after {@link #require}. */
    int nextByte() {
        return buffer[position++] & 0xFF;
    }

    /** Next 32-bit big-endian number; only after {@link #require}. */
    int nextInt() {
        return nextByte() << 24 | nextByte() << 16 | nextByte() << 8 | nextByte();
    }

    /** Has {@code count} bytes, a few, buffered. */
    void require(int count) throws IOException {
        while (limit - position < count) {
            if (!fill()) throw new EOFException("connection closed in mid-PDU");
        }
    }

    /** Reads up to {@code length} bytes, at least one. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= MAX_BUFFER) return received(target, offset, length);
            if (!fill()) throw new EOFException("connection closed in mid-PDU");
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    void skip(int length) throws IOException {
        int left = length;
        while (left > 0) {
            if (!await()) throw new EOFException("connection closed in mid-PDU");
            int count = Math.min(left, limit - position);
            position += count;
            left -= count;
        }
    }

    /** Reads and forgets until the peer closes. */
    void drain() throws IOException {
        while (await()) position = limit;
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            // a read that filled the buffer says there is much to come
            if (limit == buffer.length && limit < MAX_BUFFER) buffer = new byte[MAX_BUFFER];
            position = 0;
            limit = 0;
        } else if (limit == buffer.length) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        int count = readSocket(buffer, limit, buffer.length - limit);
        if (count < 0) return false;
        limit += count;
        return true;
    }

    private int received(byte[] target, int offset, int length) throws IOException {
        int count = readSocket(target, offset, length);
        if (count < 0) throw new EOFException("connection closed in mid-PDU");
        return count;
    }

    private int readSocket(byte[] target, int offset, int length) throws IOException {
        long start = System.nanoTime();
        socket.setSoTimeout((int) Math.max(1, Math.min(waitLeft / 1_000_000, Integer.MAX_VALUE)));
        try {
            int count = in.read(target, offset, length);
            if (quickAck && count > 0 && count < length) socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            return count;
        } finally {
            lastRead = System.nanoTime();
            waitLeft -= lastRead - start;
        }
    }

    // ---- writing ----

    void write(byte[] bytes, int offset, int length) throws IOException {
        writeDeadline = System.nanoTime() + writeTimeoutNanos;
        try {
            out.write(bytes, offset, length);
        } finally {
            writeDeadline = NEVER;
        }
    }

    // ---- ending ----

    /** Starts ARTIM as far as it limits how long we wait for the peer to close. */
    void closeWithin(Duration time) {
        closeAt = System.nanoTime() + time.toNanos();
    }

    /** Closes where a write or the wait for the peer's close has outlived its time; called every now and then. */
    public void closeIfOverdue() {
        long now = System.nanoTime();
        if (isPast(closeAt, now) || isPast(writeDeadline, now)) close();
    }

    private static boolean isPast(long deadline, long now) {
        return deadline != NEVER && now - deadline > 0;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left that could fail for the peer
        }
    }
}
