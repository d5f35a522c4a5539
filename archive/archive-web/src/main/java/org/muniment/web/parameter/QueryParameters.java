package org.muniment.web.parameter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.muniment.web.problem.BadParameterException;

/**
 * The query component of a request's target (PS3.18 8.3), percent-decoded from UTF-8; a plus sign is a blank, as browsers write it. What
 * can't be decoded is refused, never guessed. A controller gets it by having a parameter of this type.
 */
public final class QueryParameters {

    private static final int MOST = 1_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /**
     * @param query as it stands in the request, null where there is none
     * @throws BadParameterException where it can't be decoded
     */
    public static QueryParameters parse(String query) {
        QueryParameters parameters = new QueryParameters();
        if (query == null) return parameters;
        String[] pieces = query.split("&", MOST + 1);
        if (pieces.length > MOST) throw new BadParameterException("query", "has more than " + MOST + " parameters");
        for (String piece : pieces) if (!piece.isEmpty()) parameters.add(piece);
        return parameters;
    }

    private void add(String piece) {
        int equals = piece.indexOf('=');
        String name = decoded(equals < 0 ? piece : piece.substring(0, equals), "query");
        String value = equals < 0 ? "" : decoded(piece.substring(equals + 1), name);
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    private static String decoded(String text, String parameter) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes[length++] = hex(text, i + 1, parameter);
                i += 2;
            } else {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadParameterException(parameter, "is not in UTF-8");
        }
    }

    private static byte hex(String text, int at, String parameter) {
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) throw new BadParameterException(parameter, "a percent sign without two digits");
        return (byte) (high << 4 | low);
    }

    /** All parameters, in the order they came, each with its values. */
    public Map<String, List<String>> all() {
        return Collections.unmodifiableMap(values);
    }

    /** The values of a parameter that may be repeated; none where it is absent. */
    public List<String> all(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    /** The elements of a parameter that may be repeated and may have several values, separated by commas. */
    public List<String> list(String name) {
        return all(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /**
     * The value of a parameter.
     *
     * @throws BadParameterException where there are several
     */
    public Optional<String> single(String name) {
        List<String> found = all(name);
        if (found.size() > 1) throw new BadParameterException(name, "is there more than once");
        return found.stream().findFirst();
    }

    /**
     * A whole number from 0 to 2147483647.
     *
     * @throws BadParameterException where the value is something else
     */
    public OptionalInt unsigned(String name) {
        Optional<String> value = single(name);
        if (value.isEmpty()) return OptionalInt.empty();
        if (!value.get().matches("[0-9]{1,10}")) throw new BadParameterException(name, "is not a whole number");
        long number = Long.parseLong(value.get());
        if (number > Integer.MAX_VALUE) throw new BadParameterException(name, "is more than " + Integer.MAX_VALUE);
        return OptionalInt.of((int) number);
    }

    /**
     * {@code true} or {@code false}; the latter where it is absent.
     *
     * @throws BadParameterException where the value is something else
     */
    public boolean flag(String name) {
        String value = single(name).orElse("false");
        if (!value.equals("true") && !value.equals("false"))
            throw new BadParameterException(name, "is neither true nor false");
        return value.equals("true");
    }
}
