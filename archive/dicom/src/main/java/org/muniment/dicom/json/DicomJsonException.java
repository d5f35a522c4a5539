package org.muniment.dicom.json;

import java.io.IOException;

/** What was read is not JSON, or not a DICOM JSON Model object. The message says what is wrong but repeats no value. */
public final class DicomJsonException extends IOException {

    private final String path;

    DicomJsonException(String path, String problem, long position) {
        super((path.isEmpty() ? "" : path + ": ") + problem + ", before character " + position);
        this.path = path;
    }

    /** Tags and item numbers (from 1) that lead to the place, as in {@code 54000100/1/54001010}; empty at the root. */
    public String path() {
        return path;
    }
}
