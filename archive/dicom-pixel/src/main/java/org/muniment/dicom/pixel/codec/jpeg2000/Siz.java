package org.muniment.dicom.pixel.codec.jpeg2000;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/**
 * What a JPEG 2000 codestream says of its size (SIZ marker segment, ISO/IEC 15444-1 A.5.1), read before a library allocates by it.
 *
 * @param offset of the codestream in the bytes; not 0 where it lies in a JP2 file, which PS3.5 8.2.4 forbids and some writers do
 */
record Siz(int offset, int columns, int rows, long tiles, List<Component> components) {

    /** One component. Its sign is that of the codestream, which some writers set against Pixel Representation. */
    record Component(int precision, boolean signed) {}

    private static final int SOC_AND_SIZ = 0xff4fff51;
    private static final int JP2_SIGNATURE = 0x6a502020;
    private static final int JP2_CODESTREAM = 0x6a703263;
    /** Where the lowest byte of Ssiz of the first component is, from the start of the codestream. */
    static final int FIRST_SSIZ = 42;
    /** A library needs memory for each tile; nobody has a use for smaller ones. */
    private static final int SMALLEST_TILE = 32 * 32;

    static Siz read(byte[] bytes) throws PixelException {
        int offset = codestreamOffset(bytes);
        if (bytes.length - offset < FIRST_SSIZ + 3)
            throw PixelException.corrupt("JPEG 2000 codestream ends in its header");
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, bytes.length - offset).slice();
        if (in.getInt() != SOC_AND_SIZ) throw PixelException.corrupt("Not a JPEG 2000 codestream");
        in.position(8);
        long x1 = unsigned(in);
        long y1 = unsigned(in);
        long x0 = unsigned(in);
        long y0 = unsigned(in);
        long tileWidth = unsigned(in);
        long tileHeight = unsigned(in);
        long tileX0 = unsigned(in);
        long tileY0 = unsigned(in);
        if (x1 <= x0 || y1 <= y0 || tileWidth == 0 || tileHeight == 0 || tileX0 > x0 || tileY0 > y0) {
            throw PixelException.corrupt("JPEG 2000 image or tile without extent");
        }
        long tiles = count(x1 - tileX0, tileWidth) * count(y1 - tileY0, tileHeight);
        return new Siz(offset, saturated(x1 - x0), saturated(y1 - y0), tiles, components(in));
    }

    private static List<Component> components(ByteBuffer in) throws PixelException {
        int count = in.getShort() & 0xffff;
        if (in.remaining() < 3 * count) throw PixelException.corrupt("JPEG 2000 codestream ends in its header");
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int ssiz = in.get() & 0xff;
            if (in.get() != 1 || in.get() != 1) throw PixelException.unsupported("Subsampled JPEG 2000 components");
            components.add(new Component((ssiz & 0x7f) + 1, (ssiz & 0x80) != 0));
        }
        return components;
    }

    private static int codestreamOffset(byte[] bytes) throws PixelException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 12 || in.getInt(4) != JP2_SIGNATURE) return 0;
        while (in.remaining() >= 8) {
            long length = unsigned(in);
            if (in.getInt() == JP2_CODESTREAM) return in.position();
            if (length < 8 || length - 8 > in.remaining()) break;
            in.position(in.position() + (int) length - 8);
        }
        throw PixelException.corrupt("JP2 file without a codestream");
    }

    private static long unsigned(ByteBuffer in) {
        return Integer.toUnsignedLong(in.getInt());
    }

    private static long count(long extent, long step) {
        return (extent + step - 1) / step;
    }

    private static int saturated(long extent) {
        return (int) Math.min(extent, Integer.MAX_VALUE);
    }

    /** The codestream alone. */
    byte[] codestream(byte[] bytes) {
        return offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, bytes.length);
    }

    /** @throws PixelException where the codestream is not what the data set describes, or has an unreasonable number of tiles */
    void require(ImageDescription description) throws PixelException {
        boolean fits = columns == description.columns()
                && rows == description.rows()
                && components.size() == description.samplesPerPixel()
                && components.stream().allMatch(c -> c.precision() <= description.bitsAllocated());
        if (!fits) {
            throw PixelException.corrupt("JPEG 2000 image is of " + columns + " x " + rows + " pixels of " + components
                    + ", against its description");
        }
        if (tiles > 1 + description.pixels() / SMALLEST_TILE) throw PixelException.unsupported(tiles + " tiles");
    }
}
