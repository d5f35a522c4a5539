package org.muniment.core.tier;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.muniment.archive.object.Sha256;

/** SHA-256 of what goes by. */
final class Digests {

    static final int CHUNK = 256 << 10;

    private Digests() {}

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    static Sha256 result(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    /** Of all that is left of the stream. */
    static Sha256 of(InputStream in) throws IOException {
        MessageDigest digest = newSha256();
        byte[] chunk = new byte[CHUNK];
        for (int n; (n = in.read(chunk)) >= 0; ) digest.update(chunk, 0, n);
        return result(digest);
    }
}
