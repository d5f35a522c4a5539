package org.muniment.lifecycle.records.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.muniment.archive.object.Sha256;

/** SHA-256. */
public final class Digests {

    /** What stands for the digest before the first of a chain. */
    public static final Sha256 NONE = new Sha256("0".repeat(64));

    private Digests() {}

    public static Sha256 sha256(byte[] bytes) {
        try {
            return new Sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    /** Of the text in UTF-8. */
    public static Sha256 sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
