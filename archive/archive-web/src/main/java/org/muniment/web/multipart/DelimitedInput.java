package org.muniment.web.multipart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a multipart body between delimiters, which are found by the method of Horspool: most bytes are never looked at. */
final class DelimitedInput {

    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] shift = new int[256];
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    /** Bytes before this one are not part of a delimiter. */
    private int safe;

    private boolean found;
    private boolean sawDelimiter;
    private boolean atDelimiter;
    private boolean atLast;

    DelimitedInput(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(shift, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) shift[delimiter[i] & 0xff] = delimiter.length - 1 - i;
        // the first delimiter may stand at the very start, without the line break that belongs to it
        buffer[limit++] = '\r';
        buffer[limit++] = '\n';
    }

    /** What stands before the first delimiter. */
    InputStream preamble() {
        return new Section();
    }

    /** What follows a delimiter and its part's headers. */
    InputStream untilDelimiter() {
        atDelimiter = false;
        return new Section();
    }

    boolean atLastDelimiter() {
        return atLast;
    }

    /** A line without its end; null where it is longer than {@code most} or there is no end. */
    byte[] line(int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = next(); b != '\n'; b = next()) {
            if (b < 0 || line.size() == most) return null;
            line.write(b);
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private int next() throws IOException {
        if (position == limit && !fill()) return -1;
        int b = buffer[position++] & 0xff;
        safe = Math.max(safe, position);
        return b;
    }

    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            safe -= position;
            position = 0;
        }
        int n = in.read(buffer, limit, buffer.length - limit);
        if (n > 0) limit += n;
        return n >= 0;
    }

    /** Makes bytes before {@code safe} or a delimiter there available. */
    private void advance() throws IOException {
        seek();
        while (safe == position && !found) {
            if (!fill()) {
                String problem = sawDelimiter
                        ? "The body ends without its closing boundary"
                        : "The boundary of the Content-Type does not occur in the body";
                throw new MultipartException(problem);
            }
            seek();
        }
    }

    private void seek() {
        int last = delimiter.length - 1;
        int i = safe;
        while (i + last < limit) {
            if (buffer[i + last] == delimiter[last] && Arrays.equals(buffer, i, i + last, delimiter, 0, last)) {
                safe = i;
                found = true;
                return;
            }
            i += shift[buffer[i + last] & 0xff];
        }
        // the shifts have gone no further than to where a delimiter might start
        safe = Math.min(i, limit);
    }

    private void passDelimiter() throws IOException {
        position += delimiter.length;
        safe = position;
        found = false;
        atDelimiter = true;
        sawDelimiter = true;
        int b = next();
        if (b == '-' && next() == '-') {
            atLast = true;
            return;
        }
        while (b == ' ' || b == '\t') b = next();
        if (b == '\r') b = next();
        if (b != '\n') throw new MultipartException("A boundary is not followed by a line break");
    }

    private final class Section extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (atDelimiter) return -1;
            if (safe == position) {
                if (!found) advance();
                if (safe == position) {
                    passDelimiter();
                    return -1;
                }
            }
            int n = Math.min(length, safe - position);
            System.arraycopy(buffer, position, into, offset, n);
            position += n;
            return n;
        }
    }
}
