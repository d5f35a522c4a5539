package org.muniment.dicom.frame;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.LittleEndianInputStream;

/**
 * Frames of native pixel data (PS3.5 8.1.1): one after the other without padding, even where that is in the middle of a byte.
 *
 * @param offset of the value
 * @param length of the value, which may be more or less than all frames take
 * @param frameBits how long each frame is
 * @param unit bytes of the words whose byte order is to be reversed; 1 where there is nothing to reverse
 */
public record NativeFrames(long offset, long length, int frames, long frameBits, int unit, boolean deflated)
        implements FrameTable {

    public NativeFrames {
        if (offset < 0 || length < 0 || frames < 0 || frameBits < 0 || unit < 1)
            throw new IllegalArgumentException("Frames out of range");
    }

    @Override
    public boolean encapsulated() {
        return false;
    }

    @Override
    public List<Range> fragments(int frame) {
        return isThere(frame) ? List.of(range(frame)) : List.of();
    }

    @Override
    public long length(int frame) {
        return isThere(frame) ? (frameBits + 7) / 8 : -1;
    }

    private boolean isThere(int frame) {
        if (frame < 1 || frame > frames) throw new IllegalArgumentException("No frame " + frame + " of " + frames);
        return frameBits > 0 && frame <= length * 8 / frameBits;
    }

    private long startBit(int frame) {
        return (frame - 1) * frameBits;
    }

    private Range range(int frame) {
        long from = startBit(frame) / 8 / unit * unit;
        long to = ((startBit(frame) + frameBits + 7) / 8 + unit - 1) / unit * unit;
        return new Range(offset + from, Math.min(to, length) - from);
    }

    @Override
    public InputStream open(BulkSource file, int frame) throws IOException {
        if (!isThere(frame)) throw new IllegalArgumentException("Frame " + frame + " is not there");
        Range range = range(frame);
        InputStream in = file.open(range.offset(), range.length());
        long exact = startBit(frame) - (range.offset() - offset) * 8;
        if (unit == 1 && exact == 0 && range.length() * 8 == frameBits) return in;
        InputStream buffered = new BufferedInputStream(in);
        InputStream pixels = unit > 1 ? new LittleEndianInputStream(buffered, unit) : buffered;
        return new BitRangeInputStream(pixels, exact, frameBits);
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public byte[] encoded() {
        return FrameTableCodec.encode(this);
    }
}
