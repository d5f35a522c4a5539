package org.muniment.dicom.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** JSON tokens (RFC 8259, nothing more lenient) from UTF-8 bytes, one character ahead. */
final class JsonInput {

    private static final int END = -1;

    /** Where in the object we are, for messages; kept by the caller. */
    final StringBuilder path = new StringBuilder();

    private final Reader in;
    private final long limit;
    private final char[] buffer = new char[8192];
    private int at;
    private int filled;
    private long before;

    /** @param limit characters after which reading fails */
    JsonInput(InputStream in, long limit) {
        this.in = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        this.limit = limit;
    }

    DicomJsonException error(String problem) {
        return new DicomJsonException(path.toString(), problem, before + at);
    }

    /** The next character that is not white space, not taken; -1 at the end. */
    int peek() throws IOException {
        while (true) {
            int c = next();
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
            at++;
        }
    }

    void expect(char c) throws IOException {
        if (!accept(c)) throw error("Expected '" + c + "'");
    }

    boolean accept(char c) throws IOException {
        if (peek() != c) return false;
        at++;
        return true;
    }

    /** Whether another member or element follows; takes the comma or the closing bracket. */
    boolean another(char close, boolean first) throws IOException {
        if (accept(close)) return false;
        if (!first) expect(',');
        return true;
    }

    void expectEnd() throws IOException {
        if (peek() != END) throw error("More behind the end");
    }

    String string() throws IOException {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = take();
            if (c == '"') break;
            if (c < ' ') throw error("Control character or end inside a string");
            text.append(c == '\\' ? escaped() : (char) c);
        }
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) throw error("Half a surrogate pair");
            if (Character.isSupplementaryCodePoint(c)) i++;
        }
        return text.toString();
    }

    private char escaped() throws IOException {
        int c = take();
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(take(), 16);
                    if (digit < 0) throw error("Not a hexadecimal digit");
                    code = code << 4 | digit;
                }
                yield (char) code;
            }
            default -> throw error("No such escape");
        };
    }

    /** A number as it is written. */
    String number() throws IOException {
        peek();
        StringBuilder text = new StringBuilder();
        if (next() == '-') text.append((char) take());
        boolean zero = next() == '0';
        int whole = digits(text);
        if (whole == 0 || zero && whole > 1) throw error("Not a value");
        if (next() == '.') {
            text.append((char) take());
            if (digits(text) == 0) throw error("Digits are missing");
        }
        if (next() == 'e' || next() == 'E') {
            text.append((char) take());
            if (next() == '+' || next() == '-') text.append((char) take());
            if (digits(text) == 0) throw error("Digits are missing");
        }
        return text.toString();
    }

    private int digits(StringBuilder text) throws IOException {
        int count = 0;
        for (; next() >= '0' && next() <= '9'; count++) {
            if (text.length() == 400) throw error("A number too long");
            text.append((char) take());
        }
        return count;
    }

    void expectNull() throws IOException {
        for (char c : "null".toCharArray()) if (take() != c) throw error("Not a value");
    }

    private int take() throws IOException {
        int c = next();
        at++;
        return c;
    }

    private int next() throws IOException {
        if (at == filled && !fill()) return END;
        return buffer[at];
    }

    private boolean fill() throws IOException {
        if (filled < 0) return false;
        before += filled;
        at = 0;
        try {
            filled = in.read(buffer);
        } catch (CharacterCodingException e) {
            filled = 0;
            throw error("Not UTF-8");
        }
        if (filled < 0) {
            filled = 0;
            return false;
        }
        if (before + filled > limit) throw error("Longer than " + limit + " characters");
        return true;
    }
}
