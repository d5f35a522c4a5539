package org.muniment.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Specific Character Set (0008,0005), PS3.3 C.12.1.1.2 and PS3.5 6.1. */
public final class SpecificCharacterSet {

    /** The default repertoire; bytes above 127, which it does not have, are read as Latin-1. */
    public static final SpecificCharacterSet DEFAULT = new SpecificCharacterSet(StandardCharsets.ISO_8859_1);

    private final Charset charset;

    private SpecificCharacterSet(Charset charset) {
        this.charset = charset;
    }

    /** For the values of (0008,0005); unknown terms fall back to the default repertoire. */
    public static SpecificCharacterSet of(String... terms) {
        return terms.length == 1 && terms[0].equals("ISO_IR 192")
                ? new SpecificCharacterSet(StandardCharsets.UTF_8)
                : DEFAULT;
    }

    /** A whole value field. */
    public String decode(byte[] bytes, VR vr) {
        return new String(bytes, charset);
    }

    /** The values of a multi-valued field, split at backslashes that are not part of a multi-byte character. */
    public String[] decodeAll(byte[] bytes, VR vr) {
        return decode(bytes, vr).split("\\\\", -1);
    }

    public byte[] encode(String text, VR vr) {
        return text.getBytes(charset);
    }
}
