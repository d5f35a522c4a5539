package org.muniment.dicom.net;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Operations we perform beside the association's thread, by message id, so that C-CANCEL finds them. */
final class RunningOperations {

    /** One of them; knows whether anybody still wants it. */
    static final class Operation {

        private final CountDownLatch cancelled = new CountDownLatch(1);

        boolean isCancelled() {
            return cancelled.getCount() == 0;
        }

        private void cancel() {
            cancelled.countDown();
        }

        /** Returns before that time only where nobody wants it any more, which an interrupt means too. */
        void awaitCancel(Duration atMost) {
            try {
                cancelled.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                cancel();
                Thread.currentThread().interrupt();
            }
        }
    }

    private final Map<Integer, Operation> byMessageId = new ConcurrentHashMap<>();

    /** @return null where this message id is in use */
    Operation begin(int messageId) {
        Operation operation = new Operation();
        return byMessageId.putIfAbsent(messageId, operation) == null ? operation : null;
    }

    /**
     * To be called before the final response: once it is out, the peer may use the id and the place again. Called again later it
     * does nothing, whoever has the id by then.
     */
    void end(int messageId, Operation operation) {
        byMessageId.remove(messageId, operation);
    }

    int count() {
        return byMessageId.size();
    }

    boolean any() {
        return !byMessageId.isEmpty();
    }

    boolean contains(int messageId) {
        return byMessageId.containsKey(messageId);
    }

    /** C-CANCEL; one for an operation that is over is nothing unusual (PS3.7 9.3.2.3). */
    void cancel(int messageId) {
        Operation operation = byMessageId.get(messageId);
        if (operation != null) operation.cancel();
    }

    void cancelAll() {
        byMessageId.values().forEach(Operation::cancel);
    }
}
