package org.muniment.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The registered character sets that a value can switch between (PS3.3 C.12.1.1.2, tables C.12-3 and C.12-4), each with
 * the half of the code table it is designated to and the escape sequence that does so.
 *
 * <p>Codes are seven bits wide here whichever half the set lives in: one byte, or two with the first in the high byte.
 */
enum GraphicCharacterSet {
    ISO_646(Half.G0, 1, "(B", "US-ASCII"),
    JIS_X_0201_ROMAN(Half.G0, 1, "(J", "US-ASCII"),
    JIS_X_0201_KATAKANA(Half.G1, 1, ")I", "JIS_X0201"),
    LATIN_1(Half.G1, 1, "-A", "ISO-8859-1"),
    LATIN_2(Half.G1, 1, "-B", "ISO-8859-2"),
    LATIN_3(Half.G1, 1, "-C", "ISO-8859-3"),
    LATIN_4(Half.G1, 1, "-D", "ISO-8859-4"),
    GREEK(Half.G1, 1, "-F", "ISO-8859-7"),
    ARABIC(Half.G1, 1, "-G", "ISO-8859-6"),
    HEBREW(Half.G1, 1, "-H", "ISO-8859-8"),
    CYRILLIC(Half.G1, 1, "-L", "ISO-8859-5"),
    LATIN_5(Half.G1, 1, "-M", "ISO-8859-9"),
    LATIN_9(Half.G1, 1, "-b", "ISO-8859-15"),
    THAI(Half.G1, 1, "-T", "TIS-620"),
    JIS_X_0208(Half.G0, 2, "$B", "x-JIS0208"),
    JIS_X_0212(Half.G0, 2, "$(D", "JIS_X0212-1990"),
    KS_X_1001(Half.G1, 2, "$)C", "EUC-KR"),
    GB_2312(Half.G1, 2, "$)A", "GB2312");

    /** G0 is what bytes without the high bit mean, G1 those with it. */
    enum Half {
        G0,
        G1
    }

    private static final GraphicCharacterSet[] ALL = values();
    private static final char NONE = '\uFFFD';

    final Half half;
    /** Bytes to a character. */
    final int width;
    /** The escape sequence without its ESC. */
    final byte[] designation;

    private final String charsetName;
    private volatile char[] characters;
    private volatile char[] codes;

    GraphicCharacterSet(Half half, int width, String designation, String charsetName) {
        this.half = half;
        this.width = width;
        this.designation = designation.getBytes(StandardCharsets.US_ASCII);
        this.charsetName = charsetName;
    }

    /** The set designated by the escape sequence whose ESC is {@code bytes[at]}, or null where it is none of ours. */
    static GraphicCharacterSet designatedAt(byte[] bytes, int at) {
        for (GraphicCharacterSet set : ALL) {
            int length = set.designation.length;
            if (at + length < bytes.length
                    && Arrays.equals(bytes, at + 1, at + 1 + length, set.designation, 0, length)) {
                return set;
            }
        }
        return null;
    }

    /** The character with this code, or U+FFFD where the set has none. */
    char character(int code) {
        char[] table = characters;
        if (table == null) characters = table = readCharacters();
        return table[code];
    }

    /** The code of this character, or 0 where the set does not have it. */
    int code(char character) {
        char[] table = codes;
        if (table == null) codes = table = invert();
        return table[character];
    }

    private char[] readCharacters() {
        Charset charset = Charset.forName(charsetName);
        int high = half == Half.G1 ? 0x80 : 0;
        char[] table = new char[width == 1 ? 0x80 : 0x8000];
        Arrays.fill(table, NONE);
        for (int first = 0x20; first < 0x80; first++) {
            if (width == 1) {
                table[first] = decode(charset, first | high);
                continue;
            }
            for (int second = 0x21; second < 0x7f; second++) {
                table[first << 8 | second] = decode(charset, first | high, second | high);
            }
        }
        if (this == JIS_X_0201_ROMAN) {
            table['\\'] = '¥';
            table['~'] = '‾';
        }
        return table;
    }

    private static char decode(Charset charset, int... code) {
        byte[] bytes = new byte[code.length];
        for (int i = 0; i < code.length; i++) bytes[i] = (byte) code[i];
        String s = new String(bytes, charset);
        return s.length() == 1 ? s.charAt(0) : NONE;
    }

    private char[] invert() {
        character(0);
        char[] table = new char[0x10000];
        for (int code = characters.length - 1; code > 0; code--) table[characters[code]] = (char) code;
        table[NONE] = 0;
        return table;
    }
}
