package org.muniment.lifecycle.policy.facts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codes of one system: {@code ICD-10|C50} is that code, {@code ICD-10|C50*} all that begin so. */
public record CodePattern(String system, String code, boolean andBelow) {

    private static final Pattern FORM = Pattern.compile("([^|]+)\\|([^|*]+)(\\*?)");

    /** @throws IllegalArgumentException where the text has another form */
    public static CodePattern of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("'" + text + "' is not a code such as ICD-10|C50*");
        return new CodePattern(form.group(1), form.group(2), !form.group(3).isEmpty());
    }

    boolean matches(CodedEvent event) {
        return event.system().equals(system)
                && (andBelow ? event.code().startsWith(code) : event.code().equals(code));
    }

    @Override
    public String toString() {
        return system + "|" + code + (andBelow ? "*" : "");
    }
}
