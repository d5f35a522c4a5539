package org.muniment.dicom.net;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;

/**
 * An exchange of one request and many responses, which its caller takes at its own pace: where the queue is full, reading
 * from the peer stops.
 */
final class ResponseQueue implements Exchange {

    private record Entry(Response response, IOException end) {}

    private final BlockingQueue<Entry> entries = new ArrayBlockingQueue<>(64);
    private final Association association;
    private int messageId;
    private int contextId;

    ResponseQueue(Association association) {
        this.association = association;
    }

    void request(
            CommandField operation, AcceptedContext context, Attributes identifier, UnaryOperator<Command> complete)
            throws IOException {
        byte[] dataSet = Identifiers.write(identifier, context.transferSyntax());
        contextId = context.id();
        messageId = association.exchanges().begin(this);
        Command request = Command.request(operation, messageId, context.abstractSyntax(), true);
        association.out().send(contextId, complete.apply(request), out -> out.write(dataSet));
    }

    /**
     * Hands out pending responses until one answers false, which sends C-CANCEL.
     *
     * @return the final response
     */
    Response forEach(Predicate<Response> pending) throws IOException {
        boolean wanted = true;
        while (true) {
            Response response = next();
            if (!response.status().isPending()) return response;
            if (wanted && !pending.test(response)) {
                wanted = false;
                association.out().send(contextId, Command.cancel(messageId));
            }
        }
    }

    /** As long as anything comes from the peer, be it instances of a C-GET, it is at work. */
    private Response next() throws IOException {
        long timeout = association.dimseTimeout().toNanos();
        long wait = timeout;
        while (true) {
            long left = wait;
            Entry entry = Waiting.on(() -> entries.poll(left, TimeUnit.NANOSECONDS));
            if (entry != null && entry.end() != null) throw entry.end();
            if (entry != null) return entry.response();
            wait = timeout - (System.nanoTime() - association.lastHeard());
            if (wait <= 0) {
                association.layer().abort("no response in time");
                throw new IOException("no response within " + association.dimseTimeout());
            }
        }
    }

    @Override
    public void received(Response response) throws IOException {
        put(new Entry(response, null));
    }

    @Override
    public void ended(IOException why) {
        try {
            put(new Entry(null, why));
        } catch (IOException e) {
            // whoever should take it has not taken 64 others either, and finds the association ended when it does
        }
    }

    private void put(Entry entry) throws IOException {
        long timeout = association.dimseTimeout().toNanos();
        if (!Waiting.on(() -> entries.offer(entry, timeout, TimeUnit.NANOSECONDS))) {
            throw new IOException("responses are not taken");
        }
    }
}
