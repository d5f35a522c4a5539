package org.muniment.routes.dimse;

/** The kind and place of a failure and its causes, without their messages: what nobody expected may quote patient data. */
public final class RedactedThrowable extends Exception {

    private static final int MAX_CAUSES = 10;

    private RedactedThrowable(Throwable original, Throwable cause) {
        super(original.getClass().getName(), cause, false, true);
        setStackTrace(original.getStackTrace());
    }

    public static RedactedThrowable of(Throwable original) {
        return of(original, MAX_CAUSES);
    }

    private static RedactedThrowable of(Throwable original, int causes) {
        Throwable cause = original.getCause();
        return new RedactedThrowable(original, cause == null || causes == 0 ? null : of(cause, causes - 1));
    }
}
