package org.muniment.dicom.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JSON tokens (RFC 8259) into UTF-8 bytes, with commas where they belong. The caller opens and closes in pairs. */
final class JsonOutput {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final byte[] buffer = new byte[8192];
    private int filled;
    private boolean comma;

    JsonOutput(OutputStream out) {
        this.out = out;
    }

    void open(char bracket) throws IOException {
        separate();
        put(bracket);
        comma = false;
    }

    void close(char bracket) throws IOException {
        put(bracket);
        comma = true;
    }

    void name(String name) throws IOException {
        string(name);
        put(':');
        comma = false;
    }

    /** A name of eight hexadecimal digits. */
    void name(int tag) throws IOException {
        separate();
        put('"');
        hex(tag, 8);
        put('"');
        put(':');
        comma = false;
    }

    /** Anything that needs no quotes: a number, null. */
    void literal(String literal) throws IOException {
        separate();
        for (int i = 0; i < literal.length(); i++) put(literal.charAt(i));
    }

    void string(String s) throws IOException {
        separate();
        put('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c >= ' ' && c < 0x7f) {
                put(c);
            } else if (c < ' ' || c == 0x7f) {
                control(c);
            } else {
                i += character(s, i);
            }
        }
        put('"');
    }

    void tag(int tag) throws IOException {
        separate();
        put('"');
        hex(tag, 8);
        put('"');
    }

    /** The rest of {@code in} as a Base64 string. */
    void base64(InputStream in) throws IOException {
        separate();
        put('"');
        byte[] group = new byte[3 * 1024];
        int read;
        while ((read = in.readNBytes(group, 0, group.length)) > 0) {
            byte[] whole = read == group.length ? group : java.util.Arrays.copyOf(group, read);
            for (byte b : Base64.getEncoder().encode(whole)) put(b);
        }
        put('"');
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
        out.flush();
    }

    private void separate() throws IOException {
        if (comma) put(',');
        comma = true;
    }

    private void control(char c) throws IOException {
        put('\\');
        switch (c) {
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            case '\f' -> put('f');
            default -> {
                put('u');
                hex(c, 4);
            }
        }
    }

    /** A character beyond ASCII; returns how many more chars it took. A lone surrogate is no character: U+FFFD. */
    private int character(String s, int at) throws IOException {
        int c = s.codePointAt(at);
        if (c < 0x800) {
            put(0xc0 | c >> 6);
        } else {
            if (c <= 0xffff && Character.isSurrogate((char) c)) c = 0xfffd;
            if (c < 0x10000) {
                put(0xe0 | c >> 12);
            } else {
                put(0xf0 | c >> 18);
                put(0x80 | c >> 12 & 0x3f);
            }
            put(0x80 | c >> 6 & 0x3f);
        }
        put(0x80 | c & 0x3f);
        return Character.charCount(c) - 1;
    }

    private void hex(int value, int digits) throws IOException {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) put(HEX[value >>> shift & 0xf]);
    }

    private void put(int b) throws IOException {
        if (filled == buffer.length) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        buffer[filled++] = (byte) b;
    }
}
