package org.muniment.dicom.frame;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.muniment.dicom.BulkSource;

/**
 * Where each frame of an object's pixel data lies in its Part 10 file. Frames are counted from 1. A video is one frame, its whole stream
 * (PS3.5 8.2.5 to 8.2.10). Immutable.
 */
public sealed interface FrameTable permits NativeFrames, EncapsulatedFrames {

    /** Of an object without pixel data. */
    FrameTable NONE = new NativeFrames(0, 0, 0, 0, 1, false);

    /** As the object says, whether or not all of them are there. */
    int frames();

    /**
     * The parts of the file that hold the frame: of encapsulated pixel data its fragments, one after the other the code stream; of native
     * pixel data the whole bytes, or words where the file is big endian, in which it lies. Empty where the frame is not there or can't be
     * told from others.
     *
     * @throws IllegalArgumentException where there is no frame of this number
     */
    List<Range> fragments(int frame);

    /** Bytes of {@link #open}; -1 where {@link #fragments} is empty. */
    long length(int frame);

    /** Offsets count in the inflated data set: it must be inflated as far as that, from its start. */
    boolean deflated();

    /** Whether the frames are code streams, not pixels. */
    boolean encapsulated();

    /**
     * The frame's code stream; or its pixels as they would stand in a little endian file of their own, beginning with a whole byte.
     *
     * @param file the file, or the inflated data set where {@link #deflated}
     * @throws IllegalArgumentException where there is no such frame, or its fragments are not known
     */
    InputStream open(BulkSource file, int frame) throws IOException;

    /** What it takes in memory: how many fragments it tells apart, at least 1. */
    int size();

    /** A form for keeping: some 10 bytes for native pixel data, about 2 for each fragment of other. */
    byte[] encoded();

    /** @throws IllegalArgumentException where {@code bytes} are not what {@link #encoded} gave */
    static FrameTable decode(byte[] bytes) {
        return FrameTableCodec.decode(bytes);
    }
}
