package org.muniment.core;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/**
 * The one place where the use cases get threads from. Its queue is bounded; when that is full, whoever hands over the task runs it, which
 * holds back the peer instead of piling up work.
 */
public final class Workers implements AutoCloseable {

    private final ThreadPoolExecutor index;

    /**
     * @param indexThreads how many calls to the index may run beside the threads that store
     * @param queued how many more may wait
     */
    public Workers(int indexThreads, int queued) {
        index = new ThreadPoolExecutor(
                indexThreads,
                indexThreads,
                60,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queued),
                named("muniment-index-"),
                Workers::runInCaller);
        index.allowCoreThreadTimeOut(true);
    }

    private static void runInCaller(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) throw new ArchiveException(ErrorCode.OVERLOADED, "the archive is stopping");
        task.run();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** For calls to the index that run beside the writing of an object. */
    public ExecutorService index() {
        return index;
    }

    /** Lets running tasks finish, for at most {@code grace}. */
    public void stop(Duration grace) throws InterruptedException {
        index.shutdown();
        if (!index.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) index.shutdownNow();
    }

    @Override
    public void close() {
        index.shutdownNow();
    }
}
