package org.muniment.web.multipart;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Writes the parts of a multipart body one after the other. Not closed after a failure, so that a body cut short can be told from a whole one. */
public final class MultipartWriter implements AutoCloseable {

    private final OutputStream out;
    private final String boundary = "muniment-" + UUID.randomUUID();
    private boolean begun;

    public MultipartWriter(OutputStream out) {
        this.out = out;
    }

    /** The Content-Type of the whole, whose parts are of {@code partType}. */
    public String contentType(String partType) {
        return "multipart/related; type=\"" + partType + "\"; boundary=" + boundary;
    }

    /** Begins a part; its bytes are to be written to the stream given at first. */
    public void begin(Map<String, String> headers) throws IOException {
        StringBuilder lines = new StringBuilder(begun ? "\r\n--" : "--").append(boundary);
        headers.forEach(
                (name, value) -> lines.append("\r\n").append(name).append(": ").append(value));
        begun = true;
        write(lines.append("\r\n\r\n").toString());
    }

    /** Ends the whole body; the stream stays open. */
    @Override
    public void close() throws IOException {
        write((begun ? "\r\n--" : "--") + boundary + "--\r\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
