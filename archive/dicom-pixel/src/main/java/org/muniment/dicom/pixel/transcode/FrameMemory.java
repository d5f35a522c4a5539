package org.muniment.dicom.pixel.transcode;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** The heap that frames being transcoded may take together, however many and however large they are. Thread-safe, first come first served. */
public final class FrameMemory {

    private static final int UNIT = 64 << 10;
    /** A frame while it is recoded: the codestream it comes in, its cells, and the codestream it becomes while that grows. */
    private static final int FRAMES_EACH = 4;

    private static final long MOST_SECONDS = 60;

    private final int total;
    private final Semaphore units;

    /** @param bytes of the heap, at most */
    public FrameMemory(long bytes) {
        this.total = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
        this.units = new Semaphore(total, true);
    }

    /** Half of what this process may have. */
    public static FrameMemory halfOfHeap() {
        return new FrameMemory(Runtime.getRuntime().maxMemory() / 2);
    }

    /** What was granted, until it is given back. */
    public final class Lease {

        private final int granted;

        private Lease(int granted) {
            this.granted = granted;
        }

        public void release() {
            units.release(granted);
        }
    }

    /**
     * Waits until there is room for a frame.
     *
     * @throws PixelException where there never will be
     * @throws IOException where there was none for a minute
     */
    public Lease lease(ImageDescription frame) throws IOException, PixelException {
        long bytes = (long) frame.samples() * ((frame.bitsAllocated() + 7) / 8) * FRAMES_EACH;
        long needed = bytes / UNIT + 1;
        if (needed > total) {
            throw PixelException.unsupported("A frame of " + bytes / FRAMES_EACH + " bytes is too large for the heap");
        }
        try {
            if (!units.tryAcquire((int) needed, MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("No memory for a frame came free in " + MOST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for memory", e);
        }
        return new Lease((int) needed);
    }
}
