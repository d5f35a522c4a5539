package org.muniment.dicom.pixel.render;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** An overlay plane (PS3.3 C.9.2), with bits of its own or, as was usual once, in unused bits of the pixel cells. */
final class Overlay {

    private static final int GROUPS = 16;
    /** Bytes of a plane; more than any image has pixels to draw on. */
    private static final int LARGEST = ImageDescription.LARGEST_FRAME / 8;

    // Tags of the first group; the others count up by two (PS3.5 7.6).
    private static final int ROWS = 0x60000010;
    private static final int COLUMNS = 0x60000011;
    private static final int FRAMES = 0x60000015;
    private static final int ORIGIN = 0x60000050;
    private static final int FIRST_FRAME = 0x60000051;
    private static final int BIT_POSITION = 0x60000102;
    private static final int DATA = 0x60003000;

    private final int rows;
    private final int columns;
    private final int top;
    private final int left;
    private final Bits bits;

    private interface Bits {
        boolean get(int index);
    }

    private Overlay(int rows, int columns, int top, int left, Bits bits) {
        this.rows = rows;
        this.columns = columns;
        this.top = top;
        this.left = left;
        this.bits = bits;
    }

    /** Those of one frame; what is described badly is left out, as it is not the image. */
    static List<Overlay> of(Attributes header, int frameNumber, Frame frame) throws PixelException {
        List<Overlay> overlays = new ArrayList<>();
        for (int group = 0; group < 2 * GROUPS; group += 2) {
            int offset = group << 16;
            if (header.contains(ROWS + offset)) {
                Overlay overlay = read(header, offset, frameNumber, frame);
                if (overlay != null) overlays.add(overlay);
            }
        }
        return overlays;
    }

    private static Overlay read(Attributes header, int group, int frameNumber, Frame frame) throws PixelException {
        int rows = header.getInt(ROWS + group, 0);
        int columns = header.getInt(COLUMNS + group, 0);
        if (rows <= 0 || columns <= 0) return null;
        double[] origin = Numbers.all(header, ORIGIN + group);
        int top = origin.length > 0 ? (int) origin[0] - 1 : 0;
        int left = origin.length > 1 ? (int) origin[1] - 1 : 0;
        Bits bits = header.contains(DATA + group)
                ? ownBits(header, group, frameNumber, (long) rows * columns)
                : bitsOfCells(header, group, rows, columns, frame);
        return bits == null ? null : new Overlay(rows, columns, top, left, bits);
    }

    /** One plane for all frames, or one for each of some frames (C.9.3). */
    private static Bits ownBits(Attributes header, int group, int frameNumber, long size) throws PixelException {
        int planes = header.getInt(FRAMES + group, 0);
        int plane = planes > 0 ? frameNumber - header.getInt(FIRST_FRAME + group, 1) : 0;
        if (plane < 0 || planes > 0 && plane >= planes) return null;
        long first = plane * size;
        long start = first / 16 * 2;
        long bytes = (first + size + 15) / 16 * 2 - start;
        if (bytes > LARGEST || start > Integer.MAX_VALUE) return null;
        byte[] data = BulkBytes.read(header, DATA + group, (int) start, (int) bytes);
        if (data.length * 8L < first - start * 8 + size) return null;
        int skipped = (int) (first - start * 8);
        return index -> (data[skipped + index >> 3] >> (skipped + index & 7) & 1) != 0;
    }

    private static Bits bitsOfCells(Attributes header, int group, int rows, int columns, Frame frame) {
        ImageDescription d = frame.description();
        int position = header.getInt(BIT_POSITION + group, -1);
        boolean unused = position > d.highBit() || position >= 0 && position <= d.highBit() - d.bitsStored();
        boolean fits = rows == d.rows() && columns == d.columns() && d.samplesPerPixel() == 1;
        if (!unused || !fits || d.bitsAllocated() != 16 || position > 15) return null;
        return index -> (frame.pixels()[2 * index + position / 8] >> position % 8 & 1) != 0;
    }

    /** Sets {@code samples} bytes of each pixel under the overlay to white. */
    void draw(byte[] image, ImageDescription d, int samples) {
        for (int row = Math.max(0, -top); row < rows && row + top < d.rows(); row++) {
            for (int column = Math.max(0, -left); column < columns && column + left < d.columns(); column++) {
                if (!bits.get(row * columns + column)) continue;
                int at = ((row + top) * d.columns() + column + left) * samples;
                for (int i = 0; i < samples; i++) image[at + i] = (byte) 0xff;
            }
        }
    }
}
