package org.muniment.core.retrieve;

import java.io.IOException;
import java.io.InputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.VR;

/** A value, or a frame, that stays in its object until it is read; any part of it can be. Numbers are little endian. */
public final class StoredValue {

    /** Gives the value from its first byte on. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private final ObjectLocation location;
    private final VR vr;
    private final long length;
    private final Source source;

    StoredValue(ObjectLocation location, VR vr, long length, Source source) {
        this.location = location;
        this.vr = vr;
        this.length = length;
        this.source = source;
    }

    /** OB for a frame's code stream. */
    public VR vr() {
        return vr;
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    /**
     * All of it; the caller closes it.
     *
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE; reading fails with CORRUPT_OBJECT where the object ends too early
     */
    public InputStream open() {
        return open(0, length);
    }

    /** {@code count} bytes from {@code from}, both within {@link #length}. */
    public InputStream open(long from, long count) {
        if (from < 0 || count < 0 || from > length - count) throw new IllegalArgumentException("outside the value");
        try {
            InputStream in = source.open();
            skip(in, from);
            return new ExactStream(in, location, count);
        } catch (IOException e) {
            throw unreadable(location, e);
        }
    }

    private static void skip(InputStream in, long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    static ArchiveException unreadable(ObjectLocation location, IOException cause) {
        return new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + location + " can't be read", cause);
    }
}
