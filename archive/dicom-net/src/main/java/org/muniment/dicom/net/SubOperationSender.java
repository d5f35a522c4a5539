package org.muniment.dicom.net;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Sends the instances of one retrieve in order, as many at once as the target's window allows. */
final class SubOperationSender {

    private record Sent(SubOperation instance, CompletableFuture<DimseStatus> status) {}

    private final StoreTarget target;
    private final SubOperationProgress progress;
    private final Deque<Sent> onTheirWay = new ArrayDeque<>();

    SubOperationSender(StoreTarget target, SubOperationProgress progress) {
        this.target = target;
        this.progress = progress;
    }

    /** @throws IOException where the association that asked is gone */
    void send(List<SubOperation> instances) throws IOException {
        for (SubOperation instance : instances) {
            if (progress.isCancelled()) break;
            while (!onTheirWay.isEmpty() && target.window() != 0 && onTheirWay.size() >= target.window())
                settleOldest();
            send(instance);
        }
        while (!onTheirWay.isEmpty()) settleOldest();
    }

    private void send(SubOperation instance) throws IOException {
        try {
            onTheirWay.add(new Sent(instance, target.store(instance)));
        } catch (StoreTarget.CannotSendException e) {
            progress.failed(instance, e.getMessage(), e.getCause());
        } catch (IOException e) {
            progress.failed(instance, "association broke", e);
        } catch (RuntimeException e) {
            progress.failed(instance, "instance cannot be sent", e);
        }
    }

    private void settleOldest() throws IOException {
        Sent sent = onTheirWay.remove();
        try {
            progress.settled(sent.instance(), Waiting.forResult(sent.status(), progress.timeout()));
        } catch (IOException e) {
            progress.failed(sent.instance(), "association broke", e);
        } catch (TimeoutException e) {
            target.close();
            progress.failed(sent.instance(), "no response in time", null);
        }
    }
}
