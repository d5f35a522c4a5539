package org.muniment.store.file;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Direct buffers used again: to make one costs more than to fill it. */
final class BufferPool {

    /** Half a CT image: large enough that system calls do not count, small enough that many writers do not either. */
    static final int SIZE = 256 << 10;

    private static final int KEPT = 16;

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer.clear();
    }

    /** Gives back a buffer that is used no more; beyond those kept they are left to the garbage collector. */
    void giveBack(ByteBuffer buffer) {
        free.offer(buffer);
    }
}
