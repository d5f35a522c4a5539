package org.muniment.web.multipart;

import java.io.IOException;

/** A multipart body that is not as RFC 2046 5.1 has it; the message tells its sender what is wrong. */
public final class MultipartException extends IOException {

    public MultipartException(String message) {
        super(message);
    }
}
