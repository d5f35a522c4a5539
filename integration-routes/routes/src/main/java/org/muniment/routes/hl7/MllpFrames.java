package org.muniment.routes.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Messages on a connection: between a vertical tab and a file separator with a carriage return (HL7 2.5.1, Appendix C.4, Minimal Lower Layer Protocol). For one
 * thread.
 */
final class MllpFrames {

    private static final int START = 0x0b;
    private static final int END = 0x1c;
    /** What is kept of a message that is too large: enough for its MSH. */
    private static final int BEGINNING = 4096;
    /** A message so many times too large is no mistake, and not read to its end. */
    private static final int FAR_TOO_LARGE = 4;
    /** A message may take so many times the time allowed for its next bytes. */
    private static final int SLOW = 12;

    private final Socket socket;
    private final Hl7ListenerConfig config;
    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int filled;

    MllpFrames(Socket socket, Hl7ListenerConfig config) throws IOException {
        this.socket = socket;
        this.config = config;
        this.in = socket.getInputStream();
    }

    /** @param tooLarge whether {@code content} is but its beginning */
    record Frame(byte[] content, boolean tooLarge) {}

    /** The next message; empty where the peer has ended or sends something else than messages: then the connection is to be closed. */
    Optional<Frame> read() throws IOException {
        long deadline = System.nanoTime() + config.idleTimeout().toNanos();
        int first = next(config.idleTimeout(), deadline);
        while (first == '\r' || first == '\n')
            first = next(config.idleTimeout(), deadline); // some senders put more behind a message than they must
        if (first != START) return Optional.empty();
        return readContent(System.nanoTime() + SLOW * config.readTimeout().toNanos());
    }

    private Optional<Frame> readContent(long deadline) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long size = 0;
        boolean ending = false;
        while (size <= (long) FAR_TOO_LARGE * config.maxMessageSize()) {
            int b = next(config.readTimeout(), deadline);
            if (b < 0) return Optional.empty();
            if (ending && b == '\r') return Optional.of(frame(content, size));
            if (ending) size = keep(content, END, size);
            ending = b == END;
            if (!ending) size = keep(content, b, size);
        }
        return Optional.empty();
    }

    /** The next byte, or -1. The clock is looked at only where the peer has to be asked: no byte comes past the deadline but those of one buffer. */
    private int next(Duration patience, long deadline) throws IOException {
        if (position == filled) {
            long rest = Math.min(patience.toMillis(), (deadline - System.nanoTime()) / 1_000_000);
            if (rest <= 0) throw new SocketTimeoutException("too slow");
            socket.setSoTimeout(Math.toIntExact(rest));
            position = 0;
            filled = Math.max(0, in.read(buffer));
            if (filled == 0) return -1;
        }
        return buffer[position++] & 0xff;
    }

    private long keep(ByteArrayOutputStream content, int b, long size) {
        if (size < config.maxMessageSize()) content.write(b);
        return size + 1;
    }

    private Frame frame(ByteArrayOutputStream content, long size) {
        boolean tooLarge = size > config.maxMessageSize();
        byte[] bytes = content.toByteArray();
        return new Frame(
                tooLarge ? java.util.Arrays.copyOf(bytes, Math.min(BEGINNING, bytes.length)) : bytes, tooLarge);
    }

    void write(byte[] content) throws IOException {
        byte[] framed = new byte[content.length + 3];
        framed[0] = START;
        System.arraycopy(content, 0, framed, 1, content.length);
        framed[content.length + 1] = END;
        framed[content.length + 2] = '\r';
        OutputStream out = socket.getOutputStream();
        out.write(framed);
        out.flush();
    }
}
