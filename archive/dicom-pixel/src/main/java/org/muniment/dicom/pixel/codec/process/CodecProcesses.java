package org.muniment.dicom.pixel.codec.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.process.FrameMessage.Kind;

/**
 * Child processes for native codecs, started when they are needed, as many as there are processors, and ended when they have not been
 * needed for a while. They end with this process too, however it ends. Thread-safe.
 */
public final class CodecProcesses {

    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration WAIT = Duration.ofSeconds(60);
    /** Every codec does more than this in a second. */
    private static final int LEAST_BYTES_A_MILLISECOND = 1000;

    private final Duration patience;
    private final Semaphore free;
    private final Deque<CodecProcess> idle = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile long lastUsed;

    /** @param patience how long a frame may take, beside a second for each megabyte of it */
    public CodecProcesses(int most, Duration patience) {
        this.patience = patience;
        this.free = new Semaphore(most, true);
    }

    /** @throws PixelException as the codec says; CORRUPT where it crashes or does not come to an end */
    FrameMessage ask(FrameMessage request) throws PixelException {
        acquire();
        try {
            return answered(request);
        } finally {
            free.release();
        }
    }

    private void acquire() throws PixelException {
        try {
            if (!free.tryAcquire(WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw PixelException.unsupported("No codec process came free in " + WAIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PixelException.unsupported("Interrupted while waiting for a codec process");
        }
    }

    private FrameMessage answered(FrameMessage request) throws PixelException {
        CodecProcess process = take();
        FrameMessage answer;
        try {
            answer = process.ask(request, limit(request));
        } catch (IOException e) {
            process.close();
            throw PixelException.corrupt("The codec for " + request.text() + " crashes on this frame or never ends", e);
        }
        giveBack(process);
        if (answer.kind() == Kind.CORRUPT) throw PixelException.corrupt(answer.text());
        if (answer.kind() == Kind.UNSUPPORTED) throw PixelException.unsupported(answer.text());
        return answer;
    }

    private CodecProcess take() throws PixelException {
        for (CodecProcess process = idle.pollFirst(); process != null; process = idle.pollFirst()) {
            if (process.isAlive()) return process;
        }
        try {
            return CodecProcess.start();
        } catch (IOException e) {
            throw PixelException.unsupported("No codec process can be started: " + e.getMessage());
        }
    }

    private Duration limit(FrameMessage request) {
        long bytes = request.description().frameBits() / 8;
        return patience.plusMillis(bytes / LEAST_BYTES_A_MILLISECOND);
    }

    private void giveBack(CodecProcess process) {
        lastUsed = System.nanoTime();
        idle.addFirst(process);
        if (sweeping.compareAndSet(false, true)) sweepLater();
    }

    private void sweepLater() {
        CompletableFuture.delayedExecutor(IDLE.toSeconds(), TimeUnit.SECONDS).execute(this::sweep);
    }

    private void sweep() {
        if (System.nanoTime() - lastUsed < IDLE.toNanos()) {
            sweepLater();
            return;
        }
        sweeping.set(false);
        for (CodecProcess process = idle.pollLast(); process != null; process = idle.pollLast()) process.close();
    }
}
