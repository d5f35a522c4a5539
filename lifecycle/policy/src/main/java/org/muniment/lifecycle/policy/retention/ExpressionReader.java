package org.muniment.lifecycle.policy.retention;

import java.util.List;
import java.util.Set;
import org.muniment.lifecycle.policy.condition.ClockReader;
import org.muniment.lifecycle.policy.facts.Span;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/**
 * Reads {@code keepUntil:}, which is one of
 *
 * <pre>
 * { clock: lastSeen, plus: 8y }                  # codes: for diagnosis and procedure
 * { clock: death, plus: 8y, ifNone: leaveOut }   # while it has not happened: keep (default) or leaveOut
 * { birthday: 25 }
 * { laterOf: [ ... ] }
 * { earlierOf: [ ... ] }
 * { never: true }
 * </pre>
 */
final class ExpressionReader {

    private ExpressionReader() {}

    static Expression read(YamlMap keys) {
        if (keys.has("clock")) return after(keys);
        if (keys.keys().size() != 1)
            throw new IllegalArgumentException("keepUntil has one of clock, birthday, laterOf, earlierOf, never, but "
                    + keys.keys() + " is there");
        String key = keys.keys().iterator().next();
        return switch (key) {
            case "birthday" -> new Expression.Birthday(keys.number(key));
            case "laterOf" -> new Expression.LaterOf(all(keys, key));
            case "earlierOf" -> new Expression.EarlierOf(all(keys, key));
            case "never" -> never(keys.flag(key));
            default -> throw new IllegalArgumentException("unknown key " + key + " in keepUntil");
        };
    }

    private static Expression never(boolean flag) {
        if (flag) return new Expression.Never();
        throw new IllegalArgumentException("never: false says nothing");
    }

    private static List<Expression> all(YamlMap keys, String key) {
        return keys.maps(key).stream().map(ExpressionReader::read).toList();
    }

    private static Expression after(YamlMap keys) {
        keys.requireOnly(Set.of("clock", "codes", "plus", "ifNone"));
        return new Expression.After(ClockReader.read(keys), Span.of(keys.requiredText("plus")), leftOut(keys));
    }

    private static boolean leftOut(YamlMap keys) {
        return switch (keys.text("ifNone").orElse("keep")) {
            case "keep" -> false;
            case "leaveOut" -> true;
            default -> throw new IllegalArgumentException("ifNone is not keep or leaveOut");
        };
    }
}
