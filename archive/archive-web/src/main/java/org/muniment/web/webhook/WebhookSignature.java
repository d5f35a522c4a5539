package org.muniment.web.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) over time and body, so that neither can be changed, nor an old message sent again as a new one: receivers compare
 * the time with their clock.
 */
public final class WebhookSignature {

    /** Seconds since 1970 at which the message was signed. */
    public static final String TIMESTAMP_HEADER = "Muniment-Timestamp";

    /** {@code sha256=} and the digest in hexadecimal digits. */
    public static final String SIGNATURE_HEADER = "Muniment-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /** Of the time in decimal digits, a full stop, and the body. */
    public static String of(byte[] secret, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has HmacSHA256
        }
    }
}
