package org.muniment.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.muniment.web.media.ContentType;
import org.muniment.web.multipart.MultipartReader;
import org.muniment.web.multipart.Part;

/** The parts of a multipart answer. */
public final class Parts {

    /** One part, held. */
    public record Received(Map<String, String> headers, byte[] body) {
        public String header(String name) {
            return headers.get(name);
        }
    }

    private Parts() {}

    public static List<Received> of(HttpResponse<byte[]> response) {
        ContentType type =
                ContentType.parse(response.headers().firstValue("Content-Type").orElseThrow());
        String boundary = type.parameter("boundary").orElseThrow();
        try {
            MultipartReader reader =
                    new MultipartReader(new ByteArrayInputStream(response.body()), boundary, Integer.MAX_VALUE);
            List<Received> parts = new ArrayList<>();
            for (Part part = reader.next(); part != null; part = reader.next())
                parts.add(new Received(part.headers(), part.body().readAllBytes()));
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
