package org.muniment.dicom.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.PixelDataVisitor;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Makes a frame table while a data set is read past its pixel data. For one data set. */
public final class FrameTableBuilder implements PixelDataVisitor {

    /** More fragments than this are not remembered; their frames are as if not there. */
    private static final int MOST_FRAGMENTS = 1 << 20;

    private static final int FIRST_ROOM = 64;
    private static final int START_OF_IMAGE = 0xFFD8; // JPEG and JPEG-LS, ISO/IEC 10918-1 B.1.1.3
    private static final int START_OF_CODESTREAM = 0xFF4F; // JPEG 2000 and HTJ2K, ISO/IEC 15444-1 A.4.1

    private static final Set<String> VIDEO = Set.of(
            UID.MPEG2MPML,
            UID.MPEG2MPMLF,
            UID.MPEG2MPHL,
            UID.MPEG2MPHLF,
            UID.MPEG4HP41,
            UID.MPEG4HP41F,
            UID.MPEG4HP41BD,
            UID.MPEG4HP41BDF,
            UID.MPEG4HP422D,
            UID.MPEG4HP422DF,
            UID.MPEG4HP423D,
            UID.MPEG4HP423DF,
            UID.MPEG4HP42STEREO,
            UID.MPEG4HP42STEREOF,
            UID.HEVCMP51,
            UID.HEVCM10P51);

    private final PixelCells cells;
    private final boolean deflated;
    private final boolean video;
    private final long base;
    private final IntConsumer memory;

    private FrameTable nativeFrames;
    private byte[] offsetTable;
    private long first;
    private int count;
    private int[] lengths = {};
    private final BitSet starts = new BitSet();

    /**
     * @param header the elements before the pixel data
     * @param base what to add to the offsets told of to get those in the file
     * @param memory told of bytes about to be held; may throw
     */
    public FrameTableBuilder(Attributes header, TransferSyntax syntax, long base, IntConsumer memory) {
        this.cells = PixelCells.of(header);
        this.deflated = syntax.deflated();
        this.video = VIDEO.contains(syntax.uid());
        this.base = deflated ? 0 : base;
        this.memory = memory;
    }

    @Override
    public void nativePixels(int tag, VR vr, long offset, long length, boolean bigEndian) {
        int unit = bigEndian ? vr.unit() : 1;
        long frameBits = cells.frameBits(tag, length);
        int frames = frameBits == 0 ? 0 : cells.frames();
        nativeFrames = new NativeFrames(base + offset, length, frames, frameBits, unit, deflated);
    }

    @Override
    public void offsetTable(byte[] basicOffsetTable) {
        memory.accept(basicOffsetTable.length);
        offsetTable = basicOffsetTable;
    }

    @Override
    public void fragment(long offset, long length, int start) {
        if (count == 0) first = base + offset;
        if (count < MOST_FRAGMENTS) {
            if (count == lengths.length) grow();
            lengths[count] = (int) length;
            if (start == START_OF_IMAGE || start == START_OF_CODESTREAM) starts.set(count);
        }
        count++;
    }

    private void grow() {
        int room = Math.max(FIRST_ROOM, 2 * lengths.length);
        memory.accept(room * Integer.BYTES);
        lengths = Arrays.copyOf(lengths, room);
    }

    /** To be called when the data set has been read to its end. */
    public FrameTable build() {
        if (offsetTable == null) return nativeFrames == null ? FrameTable.NONE : nativeFrames;
        int frames = video ? 1 : cells.frames();
        if (count > MOST_FRAGMENTS) return new EncapsulatedFrames(0, new int[0], null, frames, deflated);
        lengths = Arrays.copyOf(lengths, count);
        return new EncapsulatedFrames(first, lengths, frames == count ? null : counts(frames), frames, deflated);
    }

    /** Null for one fragment each. */
    private int[] counts(int frames) {
        if (count < frames) return null;
        if (frames == 1) return new int[] {count};
        int[] byTable = byOffsetTable(frames);
        if (byTable != null) return byTable;
        // RLE has no start marker, but always one fragment for a frame (PS3.5 A.4.2)
        return starts.get(0) && starts.cardinality() == frames ? byStarts(frames) : new int[0];
    }

    /** Null where the table is not there or not to be trusted: each entry must lead to a fragment. */
    private int[] byOffsetTable(int frames) {
        if (offsetTable.length != 4L * frames) return null;
        ByteBuffer table = ByteBuffer.wrap(offsetTable).order(ByteOrder.LITTLE_ENDIAN);
        int[] counts = new int[frames];
        int frame = -1;
        long offset = 0;
        for (int i = 0; i < count; i++) {
            // offsets of more than 32 bits are cut by writers that do not care
            if (frame + 1 < frames && table.getInt(4 * (frame + 1)) == (int) offset) frame++;
            if (frame < 0) return null;
            counts[frame]++;
            offset += Integer.toUnsignedLong(lengths[i]) + EncapsulatedFrames.ITEM_HEADER;
        }
        return frame + 1 == frames ? counts : null;
    }

    private int[] byStarts(int frames) {
        int[] counts = new int[frames];
        int start = 0;
        for (int frame = 0; frame < frames; frame++) {
            int next = starts.nextSetBit(start + 1);
            counts[frame] = (next < 0 ? count : next) - start;
            start = next;
        }
        return counts;
    }
}
