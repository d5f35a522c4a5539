package org.muniment.web.access.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** A page made of a file beside this class with {@code {names}} in it; values are escaped. */
final class Page {

    static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final String text;

    Page(String file) {
        this.text = resource(file);
    }

    ResponseEntity<String> show(int status, Map<String, String> values) {
        String page = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            page = page.replace("{" + value.getKey() + "}", HtmlUtils.htmlEscape(value.getValue()));
        }
        return ResponseEntity.status(status).contentType(HTML).body(page);
    }

    static String resource(String file) {
        try (InputStream in = Page.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
