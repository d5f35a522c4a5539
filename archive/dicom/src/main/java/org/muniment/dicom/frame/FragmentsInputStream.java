package org.muniment.dicom.frame;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Fragments on end, without the item headers between them. */
final class FragmentsInputStream extends FilterInputStream {

    private final List<Range> fragments;
    private int index;
    private long left;

    /** @param in from the first byte of the first fragment */
    FragmentsInputStream(InputStream in, List<Range> fragments) {
        super(in);
        this.fragments = fragments;
        this.left = fragments.get(0).length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!proceed()) return -1;
        int n = in.read(to, offset, (int) Math.min(length, left));
        if (n < 0) throw new EOFException("File ends within a fragment");
        left -= n;
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        if (n <= 0 || !proceed()) return 0;
        long skipped = in.skip(Math.min(n, left));
        left -= skipped;
        return skipped;
    }

    /** False behind the last fragment. */
    private boolean proceed() throws IOException {
        while (left == 0) {
            if (++index >= fragments.size()) return false;
            in.skipNBytes(EncapsulatedFrames.ITEM_HEADER);
            left = fragments.get(index).length();
        }
        return true;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
