package org.muniment.dicom.net;

import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.dicom.net.upperlayer.Transport;

/** All threads of this module: named, bounded, made on demand. The one place to change for virtual threads. */
final class Workers implements Closeable {

    private static final long OVERDUE_CHECK_MILLIS = 200;
    private static final long KEEP_ALIVE_SECONDS = 30;

    private final ThreadPoolExecutor associations;
    private final ThreadPoolExecutor operations;
    private final ScheduledThreadPoolExecutor timer;
    private final Set<Transport> watched = ConcurrentHashMap.newKeySet();

    /**
     * @param maxAssociations threads that read from a peer
     * @param maxOperations threads that perform C-FIND, C-MOVE or C-GET
     */
    Workers(String name, int maxAssociations, int maxOperations) {
        associations = pool(name + "-association", maxAssociations);
        operations = pool(name + "-operation", maxOperations);
        timer = new ScheduledThreadPoolExecutor(1, named(name + "-timer"));
        timer.scheduleWithFixedDelay(
                () -> watched.forEach(Transport::closeIfOverdue),
                OVERDUE_CHECK_MILLIS,
                OVERDUE_CHECK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static ThreadPoolExecutor pool(String name, int max) {
        return new ThreadPoolExecutor(
                0, max, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs the reading side of an association.
     *
     * @throws RejectedExecutionException where all threads are taken
     */
    void association(Runnable task) {
        associations.execute(task);
    }

    /**
     * Runs an operation beside its association.
     *
     * @throws RejectedExecutionException where all threads are taken
     */
    void operation(Runnable task) {
        operations.execute(task);
    }

    /** Enforces the time limits of a connection that no read can notice, until {@link #unwatch}. */
    void watch(Transport transport) {
        watched.add(transport);
    }

    void unwatch(Transport transport) {
        watched.remove(transport);
    }

    /** Closes connections that are left and interrupts what still runs. */
    @Override
    public void close() {
        watched.forEach(Transport::close);
        timer.shutdownNow();
        operations.shutdownNow();
        associations.shutdownNow();
    }
}
