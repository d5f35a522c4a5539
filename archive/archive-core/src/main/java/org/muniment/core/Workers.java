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

    /** Files parsed at once: little but disk and processor is gained by more. */
    private static final int PARSING_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final ThreadPoolExecutor index;
    private final ThreadPoolExecutor parsing;

    /**
     * @param indexThreads how many calls to the index may run beside the threads that store
     * @param queued how many more may wait
     */
    public Workers(int indexThreads, int queued) {
        index = pool("muniment-index-", indexThreads, queued);
        parsing = pool("muniment-parsing-", PARSING_THREADS, PARSING_THREADS);
    }

    private static ThreadPoolExecutor pool(String name, int threads, int queued) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                60,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queued),
                named(name),
                Workers::runInCaller);
        pool.allowCoreThreadTimeOut(true);
        return pool;
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

    /** For parsing the files of a series beside one another. */
    public ExecutorService parsing() {
        return parsing;
    }

    /** Lets running tasks finish, for at most {@code grace}. */
    public void stop(Duration grace) throws InterruptedException {
        parsing.shutdownNow();
        index.shutdown();
        if (!index.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) index.shutdownNow();
    }

    @Override
    public void close() {
        parsing.shutdownNow();
        index.shutdownNow();
    }
}
