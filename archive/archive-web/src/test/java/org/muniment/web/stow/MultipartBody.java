package org.muniment.web.stow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muniment.web.multipart.MultipartWriter;

/** A multipart/related body to be sent, put together in memory. */
final class MultipartBody {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MultipartWriter writer = new MultipartWriter(bytes);
    private final String type;

    MultipartBody(String type) {
        this.type = type;
    }

    MultipartBody part(String contentType, byte[] body) {
        return part(Map.of("Content-Type", contentType), body);
    }

    MultipartBody part(String contentType, String location, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Content-Location", location);
        return part(headers, body);
    }

    private MultipartBody part(Map<String, String> headers, byte[] body) {
        try {
            writer.begin(headers);
            bytes.write(body);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String contentType() {
        return writer.contentType(type);
    }

    /** As far as it goes, without the closing boundary. */
    byte[] unfinished() {
        return bytes.toByteArray();
    }

    byte[] whole() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
