package org.muniment.archive.object;

/** A SHA-256 digest in 64 lower-case hex digits, as sha256sum prints it. */
public record Sha256(String hex) {

    public Sha256 {
        if (!hex.matches("[0-9a-f]{64}")) throw new IllegalArgumentException("not a SHA-256 digest: " + hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
