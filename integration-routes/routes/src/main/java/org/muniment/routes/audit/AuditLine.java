package org.muniment.routes.audit;

/** {@code key=value key="value with blanks"}; what peers sent can't break out of its value. */
final class AuditLine {

    private final StringBuilder text = new StringBuilder(200);

    /** Adds nothing where there is no value. */
    AuditLine add(String key, Object value) {
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
