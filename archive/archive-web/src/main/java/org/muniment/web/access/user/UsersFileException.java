package org.muniment.web.access.user;

import java.nio.file.Path;

/** The file of local users is not as it must be, or can't be read or written; the message names file and line. */
public final class UsersFileException extends RuntimeException {

    UsersFileException(Path file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }

    UsersFileException(Path file, Exception cause) {
        super(file + ": " + cause.getMessage(), cause);
    }
}
