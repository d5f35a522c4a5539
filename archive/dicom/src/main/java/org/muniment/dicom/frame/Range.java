package org.muniment.dicom.frame;

/** {@code length} bytes from {@code offset} of a file. */
public record Range(long offset, long length) {

    public Range {
        if (offset < 0 || length < 0) throw new IllegalArgumentException("negative range");
    }

    public long end() {
        return offset + length;
    }
}
