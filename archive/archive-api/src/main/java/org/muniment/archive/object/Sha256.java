package org.muniment.archive.object;

import java.util.regex.Pattern;

/** A SHA-256 digest in 64 lower-case hex digits, as sha256sum prints it. */
public record Sha256(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Sha256 {
        if (!HEX.matcher(hex).matches()) throw new IllegalArgumentException("not a SHA-256 digest: " + hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
