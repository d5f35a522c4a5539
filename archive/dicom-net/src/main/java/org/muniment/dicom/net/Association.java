package org.muniment.dicom.net;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.dimse.MessageInput;
import org.muniment.dicom.net.dimse.MessageOutput;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.InvalidPduException;
import org.muniment.dicom.net.upperlayer.AssociationEndedException;
import org.muniment.dicom.net.upperlayer.Ending;
import org.muniment.dicom.net.upperlayer.UpperLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An established association, whoever requested it: reads messages on its thread, hands responses to those who wait for
 * them and requests to its {@link RequestPerformer}, and lets any thread send.
 */
final class Association implements ServedAssociation {

    private static final Logger LOG = LoggerFactory.getLogger(Association.class);
    private static final AtomicLong LAST_ID = new AtomicLong();

    private final long id = LAST_ID.incrementAndGet();
    private final AssociationNames names;
    private final UpperLayer layer;
    private final Negotiated negotiated;
    private final MessageInput in;
    private final MessageOutput out;
    private final Exchanges exchanges;
    private final RunningOperations running;
    private final Duration dimseTimeout;
    private final ReentrantLock answering = new ReentrantLock();

    private volatile long lastMessage = System.nanoTime();
    private volatile boolean performing;

    Association(
            AssociationNames names,
            UpperLayer layer,
            Negotiated negotiated,
            RunningOperations running,
            Duration dimseTimeout) {
        this.names = names;
        this.layer = layer;
        this.negotiated = negotiated;
        this.running = running;
        this.dimseTimeout = dimseTimeout;
        in = new MessageInput(layer, contextId -> negotiated.context(contextId) != null);
        out = new MessageOutput(layer, negotiated.peerMaxPduLength());
        exchanges = new Exchanges(negotiated.mayInvoke(), dimseTimeout);
    }

    /** Serves the association until it ends; the connection is closed then. */
    Ending run(RequestPerformer performer) {
        try {
            for (Command command = in.next(); command != null; command = in.next()) {
                lastMessage = System.nanoTime();
                performing = true;
                handle(command, performer);
                performing = false;
                lastMessage = System.nanoTime();
            }
        } catch (AssociationEndedException e) {
            LOG.debug("{} {}", prefix(), e.getMessage());
        } catch (IOException e) {
            LOG.debug("{} connection failed: {}", prefix(), e.toString());
            layer.abort("connection failed");
        } catch (RuntimeException | Error e) {
            LOG.error("{} association thread failed", prefix(), e);
            layer.abort("internal failure");
        } finally {
            running.cancelAll();
            exchanges.end("association ended: " + layer.ending() + ", " + layer.cause());
            layer.finish();
        }
        return layer.ending();
    }

    private void handle(Command command, RequestPerformer performer) throws IOException {
        if (command.isResponse()) {
            respond(command);
        } else if (command.operation() == CommandField.C_CANCEL) {
            running.cancel(command.respondedTo());
        } else if (command.messageId() < 0) {
            throw breach("request without message id");
        } else {
            performer.perform(this, command, negotiated.context(in.contextId()));
        }
    }

    private void respond(Command response) throws IOException {
        if (response.status() < 0) throw breach("response without status");
        if (!exchanges.isOutstanding(response.respondedTo())) throw breach("response to no request");
        try {
            String syntax = negotiated.context(in.contextId()).transferSyntax();
            Attributes identifier = response.hasDataSet() ? Identifiers.read(in.dataSet(), syntax, () -> {}) : null;
            if (!exchanges.receive(response.respondedTo(), new Response(response, identifier))) {
                throw breach("response to no request");
            }
        } catch (Identifiers.BadIdentifierException e) {
            throw breach("response with a bad identifier");
        }
    }

    private AssociationEndedException breach(String what) {
        layer.abort(new InvalidPduException(Abort.INVALID_PDU_PARAMETER_VALUE, what));
        return new AssociationEndedException(what);
    }

    // ---- for those who serve or use it ----

    MessageInput in() {
        return in;
    }

    MessageOutput out() {
        return out;
    }

    Exchanges exchanges() {
        return exchanges;
    }

    RunningOperations running() {
        return running;
    }

    Negotiated negotiated() {
        return negotiated;
    }

    Duration dimseTimeout() {
        return dimseTimeout;
    }

    UpperLayer layer() {
        return layer;
    }

    boolean isOver() {
        return layer.ending() != null;
    }

    /** When bytes last came from the peer, on the clock of System.nanoTime. */
    long lastHeard() {
        return layer.lastRead();
    }

    /** True where nothing is performed, awaited or has come for that long. */
    boolean isQuiet(Duration time) {
        return !performing && !running.any() && exchanges.isEmpty() && System.nanoTime() - lastMessage > time.toNanos();
    }

    /** What stands before each log line: {@code [calling AE title|association]}. */
    String prefix() {
        return "[" + callingAet() + "|" + id + "]";
    }

    String prefix(int messageId) {
        return "[" + callingAet() + "|" + id + "|" + messageId + "]";
    }

    /** Performs and answers a request, while reports wait: one on what was asked for would come before the answer otherwise. */
    void answeringBeforeReports(Answering performance) throws IOException {
        answering.lock();
        try {
            performance.run();
        } finally {
            answering.unlock();
        }
    }

    /** See {@link #answeringBeforeReports}. */
    interface Answering {
        void run() throws IOException;
    }

    // ---- ServedAssociation ----

    @Override
    public boolean isOpen() {
        return !isOver();
    }

    @Override
    public NormalizedResponse report(NormalizedRequest event) throws IOException {
        if (answering.isHeldByCurrentThread()) throw new IllegalStateException("this request is not answered yet");
        CompletableFuture<NormalizedResponse> response;
        answering.lock();
        try {
            response = new NormalizedScu(this).send(event);
        } finally {
            answering.unlock();
        }
        try {
            return Waiting.forResult(response, dimseTimeout);
        } catch (TimeoutException e) {
            layer.abort("no response in time");
            throw new IOException("no response within " + dimseTimeout, e);
        }
    }

    // ---- AssociationInfo ----

    @Override
    public long id() {
        return id;
    }

    @Override
    public String callingAet() {
        return names.callingAet();
    }

    @Override
    public String calledAet() {
        return names.calledAet();
    }

    @Override
    public InetAddress peer() {
        return names.peer();
    }

    @Override
    public String implementationClassUid() {
        return negotiated.peerImplementationClassUid();
    }

    @Override
    public String implementationVersionName() {
        String name = negotiated.peerImplementationVersionName();
        return name == null ? "" : name;
    }
}
