package org.muniment.archive.message;

import java.util.Arrays;
import java.util.Objects;

/** The bytes of a message; not to be changed. They are patient data and appear in no log. */
public record MessageContent(byte[] bytes) {

    public MessageContent {
        Objects.requireNonNull(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageContent content && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
