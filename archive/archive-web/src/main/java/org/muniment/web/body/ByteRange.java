package org.muniment.web.body;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The part of a body a client asks for by Range (RFC 9110 14.1.2): {@code count} bytes, at least one, from {@code from}. */
record ByteRange(long from, long count) {

    private static final Pattern ONE = Pattern.compile("bytes\\s*=\\s*([0-9]{0,18})\\s*-\\s*([0-9]{0,18})");

    /**
     * Empty where the whole is to be sent: without Range, and where it asks for several parts or is in no form we know, which RFC 9110 14.2 has
     * ignored.
     *
     * @throws ErrorResponseException 416 where the body does not have the range
     */
    static Optional<ByteRange> of(String range, long length) {
        Matcher one = ONE.matcher(range == null ? "" : range.strip());
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) return Optional.empty();
        if (one.group(1).isEmpty()) {
            long last = Math.min(length, Long.parseLong(one.group(2)));
            if (last == 0) throw unsatisfiable(length);
            return Optional.of(new ByteRange(length - last, last));
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(one.group(2));
        if (to < from) return Optional.empty();
        if (from >= length) throw unsatisfiable(length);
        return Optional.of(new ByteRange(from, Math.min(to + 1, length) - from));
    }

    private static ErrorResponseException unsatisfiable(long length) {
        ErrorResponseException failure = new ErrorResponseException(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        failure.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
        failure.setDetail("Range: there are only " + length + " bytes");
        return failure;
    }

    String contentRange(long length) {
        return "bytes " + from + "-" + (from + count - 1) + "/" + length;
    }
}
