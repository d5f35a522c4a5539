package org.muniment.web.body;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.muniment.archive.index.InstanceRecord;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * What clients may keep. An object never changes, but what is found under a UID may: it can be replaced, rejected, or be no longer for this user.
 * So clients keep answers for themselves, and ask each time whether they still hold; the answer that they do costs one look into the index.
 */
public final class Caching {

    private static final int DIGITS = 32;

    private Caching() {}

    /** Of the file as it is stored. */
    public static String entityTag(InstanceRecord instance) {
        return instance.digest().hex().substring(0, DIGITS);
    }

    /** Of something made from the file, as {@code parameters} tell. */
    public static String entityTag(InstanceRecord instance, Object... parameters) {
        return entityTag(instance) + "-" + Integer.toHexString(Arrays.hashCode(parameters));
    }

    /**
     * Sets the headers; true where the client has what it asks for, or its condition does not hold: then the answer, 304 or 412, is complete.
     *
     * @param entityTag without quotes
     */
    public static boolean answers(String entityTag, HttpServletRequest request, HttpServletResponse response) {
        setPrivate(response);
        return new ServletWebRequest(request, response).checkNotModified(entityTag);
    }

    /** For what has no entity tag. */
    public static void setPrivate(HttpServletResponse response) {
        response.setHeader("Cache-Control", "private, no-cache");
        response.addHeader("Vary", "Accept");
    }
}
