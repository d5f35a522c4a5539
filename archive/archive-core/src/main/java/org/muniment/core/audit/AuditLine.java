package org.muniment.core.audit;

/** {@code key=value key="value with blanks"}; what peers sent can't break out of its value. One for each event, whatever edge it came by. */
public final class AuditLine {

    /** The logger all lines go to, at INFO, so that an installation can send the trail where it must be kept. */
    public static final String LOGGER = "org.muniment.audit";

    private final StringBuilder text = new StringBuilder(200);

    /** Adds nothing where there is no value. */
    public AuditLine add(String key, Object value) {
        if (value == null) return this;
        if (text.length() > 0) text.append(' ');
        text.append(key).append('=');
        String s = value.toString();
        if (!s.isEmpty() && s.chars().allMatch(AuditLine::isPlain)) text.append(s);
        else quote(s);
        return this;
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
    }

    private void quote(String s) {
        text.append('"');
        s.chars().forEach(c -> {
            if (c == '"' || c == '\\') text.append('\\');
            text.append(c < ' ' || c == 0x7f ? '?' : (char) c);
        });
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
