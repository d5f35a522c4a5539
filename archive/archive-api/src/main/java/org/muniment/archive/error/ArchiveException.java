package org.muniment.archive.error;

import java.util.Objects;

/** The one failure of archive operations. The message is told to peers and logged, so it never carries patient data. */
public final class ArchiveException extends RuntimeException {

    private final ErrorCode code;

    public ArchiveException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ArchiveException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
    }

    public ErrorCode code() {
        return code;
    }
}
