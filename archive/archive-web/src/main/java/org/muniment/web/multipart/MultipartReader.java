package org.muniment.web.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a multipart body (RFC 2046 5.1) part by part, each part as a stream, in constant memory. Lone line feeds end lines of headers too, as
 * some clients write them.
 */
public final class MultipartReader {

    /** RFC 2046 has 70 characters at most, Orthanc 73. */
    private static final Pattern BOUNDARY = Pattern.compile("[\\x20-\\x7e]{0,199}[\\x21-\\x7e]");

    private static final int MOST_HEADERS = 32;
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_PREAMBLE = 64 << 10;

    private final DelimitedInput in;
    private final int mostParts;
    private int parts;
    private InputStream body;
    private boolean ended;

    /**
     * @param mostParts more are refused
     * @throws MultipartException where there is no such boundary as {@code boundary}
     */
    public MultipartReader(InputStream in, String boundary, int mostParts) throws MultipartException {
        if (!BOUNDARY.matcher(boundary).matches())
            throw new MultipartException("The boundary is not 1 to 200 characters as RFC 2046 5.1.1 has them");
        this.in = new DelimitedInput(in, boundary);
        this.mostParts = mostParts;
    }

    /**
     * The next part, whose predecessor has been passed over where it was not read to its end; null behind the last.
     *
     * @throws MultipartException where the body is malformed or ends too early; there is nothing to be had of it any more
     */
    public Part next() throws IOException {
        if (ended) return null;
        if (body == null) skipPreamble();
        else body.transferTo(java.io.OutputStream.nullOutputStream());
        if (in.atLastDelimiter()) {
            ended = true;
            return null;
        }
        if (++parts > mostParts) throw new MultipartException("More than " + mostParts + " parts");
        Map<String, String> headers = headers();
        body = in.untilDelimiter();
        return new Part(headers, body);
    }

    private void skipPreamble() throws IOException {
        InputStream preamble = in.preamble();
        if (preamble.skip(LONGEST_PREAMBLE) == LONGEST_PREAMBLE)
            throw new MultipartException("The boundary does not come within the first " + LONGEST_PREAMBLE + " bytes");
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) throw new MultipartException("Part " + parts + " has a header line without a name");
            if (headers.size() == MOST_HEADERS)
                throw new MultipartException("Part " + parts + " has more than " + MOST_HEADERS + " header lines");
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line() throws IOException {
        byte[] line = in.line(LONGEST_LINE);
        if (line == null)
            throw new MultipartException(
                    "Part " + parts + " has a header line without end or longer than " + LONGEST_LINE + " bytes");
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
