package org.muniment.lifecycle.policy.version;

import java.nio.file.Path;

/** A policy file that can't be used, or an active version that is not what was activated; the message names it and says what is wrong. */
public final class PolicyException extends RuntimeException {

    public PolicyException(Path file, Exception cause) {
        super(file + ": " + cause.getMessage(), cause);
    }

    public PolicyException(String problem) {
        super(problem);
    }
}
