package org.muniment.dicom.pixel.transcode;

import java.io.IOException;
import java.io.InputStream;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.PixelException;

/** Decoded frames as the value of native pixel data: decoded while it is read, one after the other. */
final class NativePixels extends InputStream {

    /** What a length of 32 bits can say, the undefined one left out. */
    private static final long LONGEST = 0xFFFF_FFFEL;

    /** A frame that failed in the middle of a stream. */
    static final class FrameException extends IOException {

        private static final long serialVersionUID = 1L;

        private final PixelException failure;

        FrameException(PixelException failure) {
            super(failure);
            this.failure = failure;
        }

        PixelException failure() {
            return failure;
        }
    }

    private final DecodedFrames frames;
    private byte[] frame = {};
    private int position;
    private int number;
    private boolean padded;

    private NativePixels(DecodedFrames frames, long length) {
        this.frames = frames;
        this.padded = length % 2 == 0;
    }

    /** @throws PixelException where the frames are too many for one value */
    static Value of(DecodedFrames frames) throws PixelException {
        long length = (long) frames.count() * frames.description().frameLength();
        long even = length + length % 2;
        if (even > LONGEST)
            throw PixelException.unsupported("Pixel data of " + length + " bytes in a native transfer syntax");
        BulkSource source = (offset, ignored) -> new NativePixels(frames, length);
        return new Value.Bulk(source, 0, even, false);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (position == frame.length && !next()) return -1;
        int n = Math.min(length, frame.length - position);
        System.arraycopy(frame, position, to, offset, n);
        position += n;
        return n;
    }

    private boolean next() throws IOException {
        position = 0;
        if (number < frames.count()) {
            try {
                frame = frames.frame(++number).pixels();
            } catch (PixelException e) {
                throw new FrameException(e);
            }
        } else {
            frame = new byte[padded ? 0 : 1];
            padded = true;
        }
        return frame.length > 0;
    }
}
