package org.muniment.dicom.pixel.transcode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.PixelException;

/** Frames encoded into a temporary file, as the offset table before them needs their lengths: one fragment each (PS3.5 A.4). */
final class EncodedPixels implements AutoCloseable {

    private static final int ITEM_HEADER = 8;

    private final SpoolFile file;
    private final List<Value> fragments = new ArrayList<>();
    private final ByteBuffer offsets;
    private final ByteBuffer lengths;
    private long length;

    private EncodedPixels(SpoolFile file, int frames) {
        this.file = file;
        this.offsets = longs(frames);
        this.lengths = longs(frames);
    }

    private static ByteBuffer longs(int count) {
        return ByteBuffer.allocate(Math.multiplyExact(count, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    }

    static EncodedPixels encode(DecodedFrames frames, Codecs codecs, String syntax, Path directory)
            throws IOException, PixelException {
        EncodedPixels pixels = new EncodedPixels(SpoolFile.create(directory), frames.count());
        try (OutputStream out = pixels.file.output()) {
            for (int number = 1; number <= frames.count(); number++) {
                pixels.add(codecs.encode(frames.frame(number), syntax), out);
            }
            return pixels;
        } catch (IOException | PixelException | RuntimeException e) {
            pixels.close();
            throw e;
        }
    }

    private void add(byte[] codestream, OutputStream out) throws IOException {
        offsets.putLong(length + (long) fragments.size() * ITEM_HEADER);
        lengths.putLong(codestream.length);
        int even = codestream.length + codestream.length % 2;
        fragments.add(new Value.Bulk(file.source(), length, even, false));
        out.write(codestream);
        if (even > codestream.length) out.write(0);
        length += even;
    }

    /** Basic Offset Table, or the Extended one (PS3.3 C.7.6.3.1.8) where 32 bits do not reach. */
    void putInto(Attributes dataSet) {
        boolean extended = offsets.getLong(offsets.capacity() - Long.BYTES) > 0xFFFF_FFFFL;
        if (extended) {
            dataSet.setBytes(Tag.ExtendedOffsetTable, VR.OV, offsets.array());
            dataSet.setBytes(Tag.ExtendedOffsetTableLengths, VR.OV, lengths.array());
        }
        fragments.add(0, extended ? Value.Bytes.EMPTY : basicOffsetTable());
        dataSet.put(new Attributes.Element(Tag.PixelData, VR.OB, new Value.Fragments(fragments)));
    }

    private Value basicOffsetTable() {
        ByteBuffer table = ByteBuffer.allocate(offsets.capacity() / 2).order(ByteOrder.LITTLE_ENDIAN);
        offsets.flip();
        while (offsets.hasRemaining()) table.putInt((int) offsets.getLong());
        return new Value.Bytes(table.array());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
