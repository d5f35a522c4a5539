package org.muniment.routes.source;

import java.nio.file.Path;

/** A file of {@code config/sources} that does not describe a source; the message names the file and what is wrong. */
public final class SourceFileException extends RuntimeException {

    SourceFileException(Path file, Exception cause) {
        super(file + ": " + cause.getMessage(), cause);
    }

    SourceFileException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
