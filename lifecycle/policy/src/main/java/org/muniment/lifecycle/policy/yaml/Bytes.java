package org.muniment.lifecycle.policy.yaml;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 500MB}, {@code 2GB}; decimal, as disks are sold. */
public final class Bytes {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(B|kB|MB|GB|TB)");
    private static final Map<String, Long> UNITS =
            Map.of("B", 1L, "kB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);

    private Bytes() {}

    /** @throws IllegalArgumentException where the text has another form */
    public static long of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("'" + text + "' is not a size such as 500MB");
        return Math.multiplyExact(Long.parseLong(form.group(1)), UNITS.get(form.group(2)));
    }
}
