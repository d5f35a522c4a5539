package org.muniment.dicom;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.muniment.dicom.GraphicCharacterSet.Half;

/**
 * Text in one-byte sets, or in several that a value switches between by ISO 2022 escape sequences (PS3.5 6.1.2.4 and 6.1.2.5).
 *
 * <p>Before each delimiter and control character, and at the end of a value, the first character set is in force again. Where
 * a peer forgot the escape sequence for that, we assume it; when writing we never leave it out.
 */
final class CodeExtensions {

    private static final int ESC = 0x1b;
    private static final char INVALID = '\uFFFD';

    private final List<GraphicCharacterSet> declared;
    private final GraphicCharacterSet firstG0;
    /** Null where the first term has none, which is so for the default repertoire and before a multi-byte set. */
    private final GraphicCharacterSet firstG1;
    /** What high bytes mean while nothing is designated for them: not legal, but seen. */
    private final GraphicCharacterSet assumedG1;

    /**
     * @param first the sets in force at the start
     * @param declared all sets of all terms, first ones first
     */
    CodeExtensions(List<GraphicCharacterSet> first, List<GraphicCharacterSet> declared) {
        this.declared = declared;
        this.firstG0 = oneByte(first, Half.G0, GraphicCharacterSet.ISO_646);
        this.firstG1 = oneByte(first, Half.G1, null);
        this.assumedG1 =
                declared.stream().filter(s -> s.half == Half.G1).findFirst().orElse(GraphicCharacterSet.LATIN_1);
    }

    private static GraphicCharacterSet oneByte(
            List<GraphicCharacterSet> sets, Half half, GraphicCharacterSet otherwise) {
        return sets.stream()
                .filter(s -> s.half == half && s.width == 1)
                .findFirst()
                .orElse(otherwise);
    }

    /** True where bytes 0x20 to 0x7E mean what they mean in ASCII for as long as no ESC comes. */
    boolean startsInAscii() {
        return firstG0 == GraphicCharacterSet.ISO_646;
    }

    String decode(byte[] bytes, VR vr) {
        StringBuilder out = new StringBuilder(bytes.length);
        GraphicCharacterSet g0 = firstG0;
        GraphicCharacterSet g1 = firstG1;
        int at = 0;
        while (at < bytes.length) {
            int b = bytes[at] & 0xff;
            int next = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
            if (b == ESC) {
                GraphicCharacterSet set = GraphicCharacterSet.designatedAt(bytes, at);
                if (set == null) out.append((char) ESC);
                else if (set.half == Half.G0) g0 = set;
                else g1 = set;
                at += set == null ? 1 : 1 + set.designation.length;
            } else if (b >= 0xa0) {
                GraphicCharacterSet set = g1 == null ? assumedG1 : g1;
                boolean pair = set.width == 2 && next > 0xa0 && next < 0xff;
                if (pair) out.append(set.character((b & 0x7f) << 8 | next & 0x7f));
                else out.append(set.width == 1 ? set.character(b & 0x7f) : INVALID);
                at += pair ? 2 : 1;
            } else if (g0.width == 2 && isGraphic(b) && isGraphic(next)) {
                out.append(g0.character(b << 8 | next));
                at += 2;
            } else {
                boolean delimiter = isDelimiter(b, vr);
                if (delimiter) {
                    g0 = firstG0;
                    g1 = firstG1;
                }
                GraphicCharacterSet set = g0.width == 1 ? g0 : firstG0;
                out.append(delimiter || !isGraphic(b) ? (char) b : set.character(b));
                at++;
            }
        }
        return out.toString();
    }

    private static boolean isGraphic(int b) {
        return b > 0x20 && b < 0x7f;
    }

    private static boolean isDelimiter(int c, VR vr) {
        return switch (c) {
            case '\\' -> !vr.isSingleText();
            case '^', '=' -> vr == VR.PN;
            default -> c < 0x20;
        };
    }

    boolean canEncode(char c) {
        return isControl(c) || c == '\\' || declared.stream().anyMatch(s -> s.code(c) != 0);
    }

    private static boolean isControl(char c) {
        return c < 0x20 || c >= 0x7f && c < 0xa0;
    }

    byte[] encode(String text, VR vr) {
        return new Encoder().encode(text, vr);
    }

    private final class Encoder {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private GraphicCharacterSet g0 = firstG0;
        private GraphicCharacterSet g1 = firstG1;

        byte[] encode(String text, VR vr) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isLowSurrogate(c)) continue; // its high half has been answered for both
                if (c == '\\' || isControl(c) || isDelimiter(c, vr)) {
                    restore();
                    out.write(c);
                } else {
                    put(c);
                }
            }
            restore();
            return out.toByteArray();
        }

        private void put(char c) {
            GraphicCharacterSet set = setFor(c);
            if (set == null) {
                put('?');
                return;
            }
            if (set.half == Half.G0 && set != g0) designate(g0 = set);
            if (set.half == Half.G1 && set != g1) designate(g1 = set);
            int code = set.code(c);
            int high = set.half == Half.G1 ? 0x80 : 0;
            if (set.width == 2) out.write(code >>> 8 | high);
            out.write(code & 0xff | high);
        }

        /** What is in force comes first, to switch as little as possible. */
        private GraphicCharacterSet setFor(char c) {
            if (g0.code(c) != 0) return g0;
            if (g1 != null && g1.code(c) != 0) return g1;
            if (firstG0.code(c) != 0) return firstG0;
            for (GraphicCharacterSet set : declared) if (set.code(c) != 0) return set;
            return null;
        }

        private void restore() {
            if (g0 != firstG0) designate(firstG0);
            if (firstG1 != null && g1 != firstG1) designate(firstG1);
            g0 = firstG0;
            g1 = firstG1;
        }

        private void designate(GraphicCharacterSet set) {
            out.write(ESC);
            out.writeBytes(set.designation);
        }
    }
}
