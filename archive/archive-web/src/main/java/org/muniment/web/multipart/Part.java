package org.muniment.web.multipart;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a multipart body.
 *
 * @param headers by names in lower case; a repeated one counts as it came last
 * @param body can be read until the next part is asked for
 */
public record Part(Map<String, String> headers, InputStream body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
