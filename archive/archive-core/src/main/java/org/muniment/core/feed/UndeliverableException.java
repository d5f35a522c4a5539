package org.muniment.core.feed;

/** A subscriber's target does not take this study. The message is the reason people will see; it names no patient. */
public final class UndeliverableException extends Exception {

    private static final long serialVersionUID = 1;

    public UndeliverableException(String message) {
        super(message);
    }

    public UndeliverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
