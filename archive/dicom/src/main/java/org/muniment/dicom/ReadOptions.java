package org.muniment.dicom;

/**
 * What a reader keeps in memory and where it stops.
 *
 * @param bulkThreshold longest value, in bytes, that is held; a longer one becomes {@link Value.Bulk}
 * @param heapLimit bytes a data set may take in memory, structure included. What goes beyond becomes {@link Value.Bulk} or
 *     {@link Value.Encoded}; where there is no {@code bulkSource}, or the elements alone are too many, reading fails
 * @param maxDepth how deep sequences may nest, at most {@value #DEEPEST}
 * @param stopBefore reading ends before the first root element with this tag or a greater one; {@link #NO_STOP} for never
 * @param bulkSource where bulk values are read again; without one (null) everything is held
 * @param baseOffset position of the stream's first byte in {@code bulkSource}
 * @param pixelDataAsBulk Pixel Data becomes bulk whatever its length, so that its place is always known
 * @param skipping bytes that are not wanted are skipped in the stream rather than read, which a stream over a file does for nothing
 */
public record ReadOptions(
        int bulkThreshold,
        long heapLimit,
        int maxDepth,
        long stopBefore,
        BulkSource bulkSource,
        long baseOffset,
        boolean pixelDataAsBulk,
        boolean skipping) {

    /** Greater than any tag. */
    public static final long NO_STOP = 1L << 32;

    /** Writing and comparing go one stack frame deep for each level. */
    public static final int DEEPEST = 1024;

    /** One array must be able to hold a value. */
    public static final long MOST_HEAP = 1L << 30;

    /** Everything in memory, up to 64 MB. */
    public static final ReadOptions IN_MEMORY =
            new ReadOptions(Integer.MAX_VALUE, 64L << 20, 64, NO_STOP, null, 0, false, false);

    public ReadOptions {
        if (bulkThreshold < 0 || heapLimit < 0 || heapLimit > MOST_HEAP || maxDepth < 0 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException("Limits out of range");
        }
    }

    /** Attributes up to 64 kB each and 4 MB together in memory, everything else and all pixel data as bulk. */
    public static ReadOptions header(BulkSource source) {
        return new ReadOptions(64 << 10, 4L << 20, 64, NO_STOP, source, 0, true, false);
    }

    public ReadOptions withBulkThreshold(int bytes) {
        return new ReadOptions(
                bytes, heapLimit, maxDepth, stopBefore, bulkSource, baseOffset, pixelDataAsBulk, skipping);
    }

    public ReadOptions withHeapLimit(long bytes) {
        return new ReadOptions(
                bulkThreshold, bytes, maxDepth, stopBefore, bulkSource, baseOffset, pixelDataAsBulk, skipping);
    }

    public ReadOptions withMaxDepth(int depth) {
        return new ReadOptions(
                bulkThreshold, heapLimit, depth, stopBefore, bulkSource, baseOffset, pixelDataAsBulk, skipping);
    }

    public ReadOptions withStopBefore(int tag) {
        long stop = Integer.toUnsignedLong(tag);
        return new ReadOptions(
                bulkThreshold, heapLimit, maxDepth, stop, bulkSource, baseOffset, pixelDataAsBulk, skipping);
    }

    public ReadOptions withBulkSource(BulkSource source) {
        return new ReadOptions(
                bulkThreshold, heapLimit, maxDepth, stopBefore, source, baseOffset, pixelDataAsBulk, skipping);
    }

    public ReadOptions withBaseOffset(long offset) {
        return new ReadOptions(
                bulkThreshold, heapLimit, maxDepth, stopBefore, bulkSource, offset, pixelDataAsBulk, skipping);
    }

    public ReadOptions withPixelDataAsBulk(boolean bulk) {
        return new ReadOptions(bulkThreshold, heapLimit, maxDepth, stopBefore, bulkSource, baseOffset, bulk, skipping);
    }

    public ReadOptions withSkipping() {
        return new ReadOptions(
                bulkThreshold, heapLimit, maxDepth, stopBefore, bulkSource, baseOffset, pixelDataAsBulk, true);
    }
}
