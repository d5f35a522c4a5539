package org.muniment.core.feed;

/** A subscriber's target takes nothing at present. The message says why, for operators; it names no patient. */
public final class TargetUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    public TargetUnavailableException(String message) {
        super(message);
    }

    public TargetUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
