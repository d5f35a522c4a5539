package org.muniment.dicom;

import java.io.IOException;

/** The bytes are not what PS3.5 or PS3.10 allow. The message names the element and the byte offset at which reading gave up. */
public final class DicomFormatException extends IOException {

    private final int tag;
    private final long offset;

    public DicomFormatException(String problem, int tag, long offset) {
        super(problem + " at (" + hex(tag >>> 16) + "," + hex(tag & 0xffff) + "), offset " + offset);
        this.tag = tag;
        this.offset = offset;
    }

    private static String hex(int number) {
        return String.format("%04X", number);
    }

    /** The element being read. */
    public int tag() {
        return tag;
    }

    /** Offset from the start of the stream (of the inflated data set, where that is deflated). */
    public long offset() {
        return offset;
    }
}
