package org.muniment.web.access.login;

import java.util.regex.Pattern;

/** Where a person goes after signing in: the page of this server they wanted, never somewhere else. */
public final class SignInTarget {

    /** A path: what begins with two slashes, or one and a backslash, is a host to browsers. */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,4000}");

    private SignInTarget() {}

    public static String safe(String wanted) {
        return wanted != null && PATH.matcher(wanted).matches() ? wanted : "/";
    }
}
