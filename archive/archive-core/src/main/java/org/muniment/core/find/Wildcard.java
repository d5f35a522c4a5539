package org.muniment.core.find;

import org.muniment.dicom.Attributes;

/** Wild Card Matching: {@code *} stands for any characters or none, {@code ?} for one; case-sensitive. PS3.4 C.2.2.2.4. */
record Wildcard(String pattern) implements ValueMatch {

    static boolean isIn(String value) {
        return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    }

    @Override
    public boolean matches(String value, Attributes row) {
        return matches(value);
    }

    /** Linear but for patterns of many stars, and then still no worse than pattern times value. */
    boolean matches(String value) {
        int p = 0;
        int v = 0;
        int star = -1;
        int resume = 0;
        while (v < value.length()) {
            char c = p < pattern.length() ? pattern.charAt(p) : 0;
            if (c == '*') {
                star = p++;
                resume = v;
            } else if (p < pattern.length() && c == '?') {
                p++;
                v += Character.charCount(value.codePointAt(v));
            } else if (p < pattern.length() && c == value.charAt(v)) {
                p++;
                v++;
            } else if (star >= 0) {
                p = star + 1;
                v = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') p++;
        return p == pattern.length();
    }

    /** What every match begins with; perhaps nothing. */
    String literalPrefix() {
        int end = 0;
        while (end < pattern.length() && pattern.charAt(end) != '*' && pattern.charAt(end) != '?') end++;
        return pattern.substring(0, end);
    }
}
