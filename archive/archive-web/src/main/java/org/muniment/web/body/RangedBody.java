package org.muniment.web.body;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** A body whose length is known and any part of which can be read. */
public record RangedBody(long length, Source source) {

    private static final int CHUNK = 64 << 10;

    /** Gives {@code count} bytes from {@code from}, both within the length. */
    @FunctionalInterface
    public interface Source {
        InputStream open(long from, long count);
    }

    /** Sends all or what Range asks for; the response has its other headers. To HEAD only headers are sent. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Accept-Ranges", "bytes");
        Optional<ByteRange> range =
                isForThis(request, response) ? ByteRange.of(request.getHeader("Range"), length) : Optional.empty();
        range.ifPresent(part -> {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", part.contentRange(length));
        });
        ByteRange part = range.orElse(new ByteRange(0, length));
        response.setContentLengthLong(part.count());
        if (isHead(request)) return;
        try (InputStream in = source.open(part.from(), part.count())) {
            copy(in, response.getOutputStream(), new byte[(int) Math.min(CHUNK, Math.max(1, part.count()))]);
        }
    }

    /** If-Range: a part of the body the client has the rest of, else the whole (RFC 9110 13.1.5). */
    private static boolean isForThis(HttpServletRequest request, HttpServletResponse response) {
        String condition = request.getHeader("If-Range");
        return condition == null || condition.equals(response.getHeader("ETag"));
    }

    public static boolean isHead(HttpServletRequest request) {
        return "HEAD".equals(request.getMethod());
    }

    /** A buffer to copy with: large, as each filling is a call to the system for reading and some for writing. */
    public static byte[] buffer() {
        return new byte[CHUNK];
    }

    public static void copy(InputStream in, OutputStream out, byte[] buffer) throws IOException {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) out.write(buffer, 0, n);
    }
}
