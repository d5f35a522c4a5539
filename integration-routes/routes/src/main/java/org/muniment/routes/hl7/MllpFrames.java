package org.muniment.routes.hl7;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
    private final BufferedInputStream in;

    MllpFrames(Socket socket, Hl7ListenerConfig config) throws IOException {
        this.socket = socket;
        this.config = config;
        this.in = new BufferedInputStream(socket.getInputStream(), 8192);
    }

    /** @param tooLarge whether {@code content} is but its beginning */
    record Frame(byte[] content, boolean tooLarge) {}

    /** The next message; empty where the peer has ended or sends something else than messages: then the connection is to be closed. */
    Optional<Frame> read() throws IOException {
        socket.setSoTimeout(Math.toIntExact(config.idleTimeout().toMillis()));
        int first = in.read();
        while (first == '\r' || first == '\n')
            first = in.read(); // some senders put more behind a message than they must
        if (first != START) return Optional.empty();
        socket.setSoTimeout(Math.toIntExact(config.readTimeout().toMillis()));
        return readContent(System.nanoTime() + SLOW * config.readTimeout().toNanos());
    }

    private Optional<Frame> readContent(long deadline) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long size = 0;
        int b = in.read();
        while (b >= 0) {
            if (b == END) {
                b = in.read();
                if (b == '\r') return Optional.of(frame(content, size));
                size = keep(content, END, size);
                continue;
            }
            size = keep(content, b, size);
            if (size > (long) FAR_TOO_LARGE * config.maxMessageSize()) return Optional.empty();
            if ((size & 0xfff) == 0 && System.nanoTime() > deadline) throw new SocketTimeoutException("too slow");
            b = in.read();
        }
        return Optional.empty();
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
