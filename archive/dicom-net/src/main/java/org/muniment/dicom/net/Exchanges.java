package org.muniment.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.dicom.net.upperlayer.AssociationEndedException;

/** Our outstanding requests on one association, no more than the asynchronous operations window has places for. */
final class Exchanges {

    private static final int MAX_OUTSTANDING = 1024;
    private static final int MAX_MESSAGE_ID = 0xFFFF;

    private final Map<Integer, Exchange> byMessageId = new ConcurrentHashMap<>();
    private final AtomicInteger lastMessageId = new AtomicInteger();
    private final int places;
    private final Semaphore window;
    private final Duration timeout;
    private volatile String ended;

    /** @param mayInvoke 0 for no limit */
    Exchanges(int mayInvoke, Duration timeout) {
        places = mayInvoke == 0 ? MAX_OUTSTANDING : Math.min(mayInvoke, MAX_OUTSTANDING);
        window = new Semaphore(places);
        this.timeout = timeout;
    }

    /** Waits for a place in the window. @return the message id for the request */
    int begin(Exchange exchange) throws IOException {
        if (!Waiting.on(() -> window.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS))) {
            throw new IOException("no place in the asynchronous operations window within " + timeout);
        }
        int messageId = nextMessageId();
        while (byMessageId.putIfAbsent(messageId, exchange) != null) messageId = nextMessageId();
        if (ended != null && remove(messageId) != null) throw new AssociationEndedException(ended);
        return messageId;
    }

    private int nextMessageId() {
        return lastMessageId.updateAndGet(last -> last == MAX_MESSAGE_ID ? 1 : last + 1);
    }

    /** The request was not sent after all. */
    void forget(int messageId) {
        remove(messageId);
    }

    boolean isOutstanding(int messageId) {
        return byMessageId.containsKey(messageId);
    }

    /** @return false where there is no such request */
    boolean receive(int messageId, Response response) throws IOException {
        Exchange exchange = response.status().isPending() ? byMessageId.get(messageId) : remove(messageId);
        if (exchange == null) return false;
        exchange.received(response);
        return true;
    }

    private Exchange remove(int messageId) {
        Exchange exchange = byMessageId.remove(messageId);
        if (exchange != null) window.release();
        return exchange;
    }

    /** Waits until nothing is outstanding: until every place in the window is free. */
    void awaitAll() throws IOException {
        if (!Waiting.on(() -> window.tryAcquire(places, timeout.toNanos(), TimeUnit.NANOSECONDS))) {
            throw new IOException("responses outstanding after " + timeout);
        }
        window.release(places);
    }

    boolean isEmpty() {
        return byMessageId.isEmpty();
    }

    /** Tells all who wait, and all who come later, that there is nothing to wait for. */
    void end(String why) {
        ended = why;
        for (Integer messageId : byMessageId.keySet()) {
            Exchange exchange = remove(messageId);
            if (exchange != null) exchange.ended(new AssociationEndedException(why));
        }
    }
}
