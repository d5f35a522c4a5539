package org.muniment.dicom.pixel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.muniment.dicom.UID;

/** RLE Lossless (PS3.5 Annex G): one PackBits segment for each byte of a sample, high bytes first. */
final class RleCodec implements FrameCodec {

    private static final int HEADER = 64;
    private static final int MOST_SEGMENTS = 15;

    @Override
    public Set<String> decodes() {
        return Set.of(UID.RLELossless);
    }

    @Override
    public Set<String> encodes() {
        return Set.of(UID.RLELossless);
    }

    @Override
    public Frame decode(byte[] in, String transferSyntaxUid, ImageDescription description) throws PixelException {
        // Segments hold whole planes: there is no subsampling, whatever the data set says.
        ImageDescription d =
                description.subsampled() ? description.withPhotometricInterpretation("YBR_FULL") : description;
        int segments = segments(d);
        if (in.length < HEADER) throw PixelException.corrupt("RLE: header is cut short");
        ByteBuffer header = ByteBuffer.wrap(in, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        int found = header.getInt();
        if (found != segments) throw PixelException.corrupt("RLE: " + found + " segments instead of " + segments);
        // A pair of bytes becomes 128 at most.
        if (in.length < d.frameLength() / 64) throw PixelException.corrupt("RLE: too short for the image");
        byte[] pixels = new byte[d.frameLength()];
        int size = d.bitsAllocated() / 8;
        int[] offsets = new int[segments + 1];
        for (int i = 0; i < segments; i++) offsets[i] = header.getInt();
        offsets[segments] = in.length;
        for (int i = 0; i < segments; i++) {
            if (offsets[i] < HEADER || offsets[i] > offsets[i + 1] || offsets[i + 1] > in.length) {
                throw PixelException.corrupt("RLE: segment at offset " + offsets[i]);
            }
            unpack(in, offsets[i], offsets[i + 1], pixels, i / size * size + size - 1 - i % size, segments);
        }
        return new Frame(d.withPlanarConfiguration(0), pixels);
    }

    private static int segments(ImageDescription d) throws PixelException {
        int segments = d.samplesPerPixel() * d.bitsAllocated() / 8;
        if (d.bitsAllocated() < 8 || segments > MOST_SEGMENTS) {
            throw PixelException.unsupported(
                    "RLE of " + d.samplesPerPixel() + " samples with " + d.bitsAllocated() + " bits");
        }
        return segments;
    }

    /** Fills every {@code step}-th byte of {@code out} from {@code first} on. */
    private static void unpack(byte[] in, int from, int end, byte[] out, int first, int step) throws PixelException {
        int at = from;
        int to = first;
        while (to < out.length) {
            if (at >= end) throw PixelException.corrupt("RLE: segment is too short");
            int control = in[at++];
            if (control >= 0) {
                if (control >= end - at) throw PixelException.corrupt("RLE: segment is too short");
                for (int n = control; n >= 0 && to < out.length; n--, to += step) out[to] = in[at++];
            } else if (control != -128) {
                if (at >= end) throw PixelException.corrupt("RLE: segment is too short");
                byte value = in[at++];
                for (int n = -control; n >= 0 && to < out.length; n--, to += step) out[to] = value;
            }
        }
    }

    @Override
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        ImageDescription d = frame.description();
        int segments = segments(d);
        int size = d.bitsAllocated() / 8;
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(segments);
        ByteArrayOutputStream out = new ByteArrayOutputStream(frame.pixels().length / 2 + HEADER);
        out.writeBytes(header.array());
        byte[] row = new byte[d.columns()];
        for (int i = 0; i < segments; i++) {
            header.putInt(out.size());
            int at = i / size * size + size - 1 - i % size;
            for (int y = 0; y < d.rows(); y++) {
                for (int x = 0; x < row.length; x++, at += segments) row[x] = frame.pixels()[at];
                pack(row, out);
            }
            if (out.size() % 2 != 0) out.write(0);
        }
        byte[] result = out.toByteArray();
        System.arraycopy(header.array(), 0, result, 0, HEADER);
        return result;
    }

    /** A row on its own, as G.3.1 asks for: runs of three and more are worth being told apart from what is around them. */
    private static void pack(byte[] row, ByteArrayOutputStream out) {
        int literal = 0;
        int at = 0;
        while (at < row.length) {
            int run = 1;
            while (run < 128 && at + run < row.length && row[at + run] == row[at]) run++;
            if (run >= 3 || run == 2 && literal == at) {
                literals(row, literal, at, out);
                out.write(1 - run);
                out.write(row[at]);
                literal = at + run;
            }
            at += run;
        }
        literals(row, literal, row.length, out);
    }

    private static void literals(byte[] row, int from, int to, ByteArrayOutputStream out) {
        for (int at = from; at < to; at += 128) {
            int length = Math.min(128, to - at);
            out.write(length - 1);
            out.write(row, at, length);
        }
    }
}
