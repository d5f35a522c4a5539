package org.muniment.dicom.frame;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.muniment.dicom.BulkSource;

/** Frames of encapsulated pixel data: each is one fragment or several on end (PS3.5 A.4). */
public final class EncapsulatedFrames implements FrameTable {

    /** Bytes of the item tag and length before each fragment. */
    static final int ITEM_HEADER = 8;

    private final long offset;
    private final int[] lengths;
    private final int[] counts;
    private final int frames;
    private final boolean deflated;
    private final long[] starts;
    private final int[] firsts;

    /**
     * @param offset of the first fragment's bytes
     * @param lengths of the fragments, unsigned
     * @param counts how many fragments each frame has, those behind the last frame left out; null for one each
     * @param frames may be more than there are fragments or counts: the others are not there
     */
    EncapsulatedFrames(long offset, int[] lengths, int[] counts, int frames, boolean deflated) {
        this.offset = offset;
        this.lengths = lengths;
        this.counts = counts;
        this.frames = frames;
        this.deflated = deflated;
        this.starts = new long[lengths.length];
        long start = offset;
        for (int i = 0; i < lengths.length; i++) {
            starts[i] = start;
            start += Integer.toUnsignedLong(lengths[i]) + ITEM_HEADER;
        }
        this.firsts = counts == null ? null : firsts(counts, lengths.length);
    }

    private static int[] firsts(int[] counts, int fragments) {
        int[] firsts = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            firsts[i + 1] = firsts[i] + counts[i];
            if (counts[i] < 1 || firsts[i + 1] > fragments)
                throw new IllegalArgumentException("More than all fragments");
        }
        return firsts;
    }

    long offset() {
        return offset;
    }

    int[] lengths() {
        return lengths;
    }

    int[] counts() {
        return counts;
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public boolean deflated() {
        return deflated;
    }

    @Override
    public boolean encapsulated() {
        return true;
    }

    @Override
    public List<Range> fragments(int frame) {
        if (frame < 1 || frame > frames) throw new IllegalArgumentException("No frame " + frame + " of " + frames);
        int known = firsts == null ? lengths.length : firsts.length - 1;
        if (frame > known) return List.of();
        int from = firsts == null ? frame - 1 : firsts[frame - 1];
        int to = firsts == null ? frame : firsts[frame];
        List<Range> ranges = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) ranges.add(new Range(starts[i], Integer.toUnsignedLong(lengths[i])));
        return ranges;
    }

    @Override
    public long length(int frame) {
        List<Range> ranges = fragments(frame);
        return ranges.isEmpty() ? -1 : ranges.stream().mapToLong(Range::length).sum();
    }

    @Override
    public InputStream open(BulkSource file, int frame) throws IOException {
        List<Range> ranges = fragments(frame);
        if (ranges.isEmpty()) throw new IllegalArgumentException("Frame " + frame + " is not there");
        long from = ranges.get(0).offset();
        InputStream in = file.open(from, ranges.get(ranges.size() - 1).end() - from);
        return ranges.size() == 1 ? in : new FragmentsInputStream(in, ranges);
    }

    @Override
    public int size() {
        return Math.max(1, lengths.length);
    }

    @Override
    public byte[] encoded() {
        return FrameTableCodec.encode(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncapsulatedFrames e
                && offset == e.offset
                && frames == e.frames
                && deflated == e.deflated
                && Arrays.equals(lengths, e.lengths)
                && Arrays.equals(counts, e.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lengths) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return "EncapsulatedFrames[" + frames + " in " + lengths.length + " fragments]";
    }
}
