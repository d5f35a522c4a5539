package org.muniment.core.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.Subscribers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers of changes, each on a thread of its own, so that one who is slow or down holds up nobody. Each change is delivered at least
 * once; of a target that is down for a day nothing is kept but the place in the feed. Of several nodes one delivers to a subscriber, another takes
 * over when it falls silent.
 */
public final class SubscriberEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriberEngine.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final long STOP_MILLIS = 10_000;

    private final Map<String, Worker> workers = new ConcurrentHashMap<>();
    private final Function<Subscriber, Delivery> deliveries;
    private volatile boolean stopping;

    /**
     * @param node this process, the same after a restart, and no other that runs at the same time
     * @throws IllegalArgumentException where two have one name
     */
    public SubscriberEngine(
            ChangeFeed feed,
            Subscribers states,
            List<? extends Subscriber> subscribers,
            String node,
            FeedConfig config,
            DeliveryListener listener,
            Clock clock) {
        deliveries = subscriber -> new Delivery(subscriber, feed, states, node, config, listener, clock);
        subscribers.forEach(this::employ);
    }

    private Worker employ(Subscriber subscriber) {
        String name = subscriber.name();
        if (!name.matches("[A-Za-z0-9._-]{1,100}"))
            throw new IllegalArgumentException("not the name of a subscriber: " + name);
        Worker worker = new Worker(name, deliveries.apply(subscriber));
        if (workers.putIfAbsent(name, worker) != null)
            throw new IllegalArgumentException("there are two subscribers of the name " + name);
        return worker;
    }

    /**
     * Begins. Whatever is appended to the feed after the return will be delivered.
     *
     * @throws ArchiveException INDEX_UNAVAILABLE
     */
    public void start() {
        workers.values().forEach(worker -> worker.delivery.register());
        workers.values().forEach(Worker::start);
    }

    /**
     * One more, while the others are told. It begins at the place that is kept of it; where there is none, with what is appended once its
     * thread runs.
     *
     * @throws IllegalArgumentException where there is one of this name
     */
    public void add(Subscriber subscriber) {
        Worker worker = employ(subscriber);
        if (!stopping) worker.start();
    }

    /** This one is told nothing more, but for what is just being delivered; what is kept of it stays. */
    public void remove(String name) {
        Worker worker = workers.remove(name);
        if (worker != null) worker.dismiss();
    }

    /** Looks at once what there is to do for this subscriber. */
    void call(String name) {
        Worker worker = workers.get(name);
        if (worker != null) worker.calls.release();
    }

    /** Whether this node has such a subscriber; there may be states of others that were removed. */
    public boolean has(String name) {
        return workers.containsKey(name);
    }

    /** Why its target takes nothing at present; empty where it does, or where another node delivers. */
    public String problem(String name) {
        Worker worker = workers.get(name);
        return worker == null ? "" : worker.delivery.problem();
    }

    /** Lets deliveries that are under way come to their end, for a while. */
    @Override
    public void close() {
        stopping = true;
        workers.values().forEach(worker -> worker.calls.release());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        workers.values().forEach(worker -> worker.stop(deadline));
    }

    private final class Worker extends Thread {
        private final Delivery delivery;
        private final Semaphore calls = new Semaphore(0);
        private volatile boolean dismissed;

        private Worker(String name, Delivery delivery) {
            super("muniment-subscriber-" + name);
            this.delivery = delivery;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (!stopping && !dismissed) {
                    Duration pause = step();
                    if (calls.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) calls.drainPermits();
                }
            } catch (InterruptedException e) {
                LOG.info("{} is stopped in the middle of a delivery, which is repeated", getName());
            }
        }

        private Duration step() {
            try {
                return delivery.step();
            } catch (ArchiveException e) {
                LOG.warn("{} goes on later: {}", getName(), e.getMessage());
            } catch (RuntimeException | Error e) {
                // The top of this thread: whatever is thrown would end it.
                LOG.error("{} goes on later", getName(), e);
            }
            return AFTER_FAILURE;
        }

        private void dismiss() {
            dismissed = true;
            calls.release();
        }

        private void stop(long deadline) {
            try {
                if (isAlive()) join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            interrupt();
        }
    }
}
