package org.muniment.dicom.net.upperlayer;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.InvalidPduException;
import org.muniment.dicom.net.pdu.Pdu;
import org.muniment.dicom.net.pdu.PduWriter;
import org.muniment.dicom.net.pdu.ReleaseRequest;
import org.muniment.dicom.net.pdu.ReleaseResponse;

/**
 * The state machine of one association, PS3.8 9.2. Whatever happens becomes an event; {@link StateTable} says what to do.
 * One thread reads; any may send, release or abort.
 */
public final class UpperLayer {

    private static final long ABORT_PATIENCE_MILLIS = 500;
    private static final int VERSION_1 = 1;

    private final Transport transport;
    private final PduInput in;
    private final TimeLimits limits;
    private final boolean requestor;
    private final BooleanSupplier busy;

    /** Held from asking the table until the PDU is written, so that PDUs leave in the order of their events. */
    private final ReentrantLock sending = new ReentrantLock();

    // guarded by this
    private State state = State.STA1;
    private Ending ending;
    private String cause = "";

    /** @param busy asked when nothing came for the idle time: true gives it more */
    public UpperLayer(
            Transport transport, boolean requestor, int maxPduLength, TimeLimits limits, BooleanSupplier busy) {
        this.transport = transport;
        this.in = new PduInput(transport, maxPduLength);
        this.limits = limits;
        this.requestor = requestor;
        this.busy = busy;
    }

    // ---- establishing ----

    /** As acceptor: waits for the request. */
    public AssociateRequest awaitRequest() throws AssociationEndedException {
        perform(Event.TRANSPORT_INDICATION, null);
        if (receive(true) != Action.AE_6 || state() != State.STA3) throw ended();
        return (AssociateRequest) in.pdu();
    }

    public void accept(AssociateAccept accept) throws AssociationEndedException {
        if (perform(Event.ASSOCIATE_RESPONSE_ACCEPT, accept) != Action.AE_7) throw ended();
    }

    public void reject(AssociateReject reject) {
        perform(Event.ASSOCIATE_RESPONSE_REJECT, reject);
    }

    /**
     * As requestor: asks, and waits for the answer.
     *
     * @return the A-ASSOCIATE-AC, or an A-ASSOCIATE-RJ, after which the connection is closed
     */
    public Pdu associate(AssociateRequest request) throws AssociationEndedException {
        perform(Event.ASSOCIATE_REQUEST, null);
        perform(Event.TRANSPORT_CONFIRM, request);
        Action action = receive(true);
        if (action != Action.AE_3 && action != Action.AE_4) throw ended();
        return in.pdu();
    }

    // ---- data transfer ----

    /**
     * Steps to the next PDV, whatever of the last one was left unread. Releases and aborts are dealt with here.
     *
     * @param withinMessage whether the peer owes the rest of a message, so that its time is limited
     * @return null where the association takes no more data: it has ended, or is about to
     */
    public Pdv nextPdv(boolean withinMessage) throws AssociationEndedException {
        try {
            while (!in.hasPdv()) {
                Action action = receive(withinMessage);
                if (action != Action.DT_2 && action != Action.AR_6) {
                    if (isOver()) return null;
                }
            }
            return in.nextPdv();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Bytes left in the current PDV. */
    public int pdvLeft() {
        return in.pdvLeft();
    }

    /** Reads from the current PDV: at least one byte, if it has one left. */
    public int read(byte[] target, int offset, int length) throws AssociationEndedException {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Sends whole P-DATA-TF PDUs. */
    public void sendPData(byte[] pdus, int offset, int length) throws AssociationEndedException {
        sending.lock();
        try {
            if (move(Event.P_DATA_REQUEST) == null) throw ended();
            transport.write(pdus, offset, length);
        } catch (AssociationEndedException e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        } finally {
            sending.unlock();
        }
    }

    // ---- ending ----

    /** Sends A-RELEASE-RQ; what comes of it shows in {@link #nextPdv}. */
    public void requestRelease() {
        perform(Event.RELEASE_REQUEST, new ReleaseRequest());
    }

    /** Sends A-ABORT as the service user. Does nothing where the association is over anyway. */
    public void abort(String why) {
        setCause(why);
        perform(Event.ABORT_REQUEST, Abort.byUser());
    }

    /** Sends A-ABORT as the service provider: what the peer sent breaks the protocol. */
    public void abort(InvalidPduException breach) {
        performInvalid(breach);
    }

    /** Waits for the peer to close, where it is its turn, and closes. Called by the reading thread at the end. */
    public void finish() {
        while (state() != State.STA1) receive(false);
        transport.close();
    }

    /** When bytes last came, on the clock of System.nanoTime. */
    public long lastRead() {
        return transport.lastRead();
    }

    public synchronized State state() {
        return state;
    }

    /** How it ended; null while it has not. */
    public synchronized Ending ending() {
        return ending;
    }

    /** Why it ended, for the log. */
    public synchronized String cause() {
        return cause;
    }

    private boolean isOver() {
        State now = state();
        return now != State.STA6 && now != State.STA7;
    }

    // ---- the machine ----

    /** Waits for the next event from the peer and acts on it. @return what was done; null for nothing */
    private Action receive(boolean owed) {
        try {
            Event event = null;
            while (event == null) {
                event = switch (state()) {
                    case STA2, STA13 -> in.next(limits.artim(), null);
                    case STA5 -> in.next(limits.artim(), limits.message());
                    default -> in.next(owed ? limits.message() : limits.idle(), limits.message());
                };
                if (event == null && (owed || isOver() || !busy.getAsBoolean())) return timedOut();
            }
            return event == Event.INVALID_PDU ? performInvalid(in.invalid()) : perform(event, in.pdu());
        } catch (SocketTimeoutException e) {
            return timedOut();
        }
    }

    private Action timedOut() {
        State now = state();
        if (now == State.STA2 || now == State.STA13) return perform(Event.ARTIM_EXPIRED, null);
        setCause("time limit");
        return perform(Event.ABORT_REQUEST, Abort.byUser());
    }

    private Action performInvalid(InvalidPduException breach) {
        setCause(breach.getMessage());
        return perform(Event.INVALID_PDU, Abort.byProvider(breach.abortReason()));
    }

    /** Asks the table and does what it says. @param pdu the one received, or the one to send */
    private Action perform(Event event, Pdu pdu) {
        if (event == Event.P_DATA_TF_PDU && !isOver()) return move(event);
        if (!lockSending()) {
            // whoever sends is stuck: the peer does not read, so it cannot be told either
            transport.close();
        }
        try {
            Action action = move(event);
            if (action != null) act(action, event, pdu);
            return action;
        } catch (IOException e) {
            return move(Event.TRANSPORT_CLOSED);
        } finally {
            if (sending.isHeldByCurrentThread()) sending.unlock();
        }
    }

    private boolean lockSending() {
        try {
            return sending.tryLock(ABORT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void act(Action action, Event event, Pdu pdu) throws IOException {
        switch (action) {
            case AE_1, AE_3, AE_5, DT_1, DT_2, AR_6, AR_7, AA_6 -> {} // told by the return value, or done by the caller
            case AE_2, AE_7, AR_1 -> send(pdu);
            case AE_6 -> {
                if (state() == State.STA13) sendLast(AssociateReject.PROTOCOL_VERSION_NOT_SUPPORTED);
            }
            case AE_8, AR_4 -> sendLast(pdu);
            case AR_2 -> perform(Event.RELEASE_RESPONSE, new ReleaseResponse());
            case AR_8 -> {
                if (requestor) perform(Event.RELEASE_RESPONSE, new ReleaseResponse());
            }
            case AR_9 -> send(pdu);
            case AR_10 -> perform(Event.RELEASE_RESPONSE, new ReleaseResponse());
            case AA_1 -> sendLast(Abort.byUser());
            case AA_7, AA_8 -> {
                if (event != Event.INVALID_PDU) setCause("unexpected " + event);
                sendLast(event == Event.INVALID_PDU ? pdu : Abort.byProvider(Abort.UNEXPECTED_PDU));
            }
            case AA_3 -> {
                setCause(((Abort) pdu).text());
                transport.close();
            }
            case AE_4, AR_3, AR_5, AA_2, AA_4, AA_5 -> transport.close();
        }
    }

    private void send(Pdu pdu) throws IOException {
        byte[] bytes = PduWriter.write(pdu);
        transport.write(bytes, 0, bytes.length);
    }

    /** Sends the last PDU of this association and starts ARTIM: it is the peer's turn to close. */
    private void sendLast(Pdu pdu) throws IOException {
        transport.closeWithin(limits.artim());
        send(pdu);
    }

    private synchronized Action move(Event event) {
        Action action = StateTable.action(state, event);
        if (action == null) return null;
        state = action.next(
                switch (action) {
                    case AE_6 -> isAcceptable((AssociateRequest) in.pdu());
                    case AR_8 -> requestor;
                    default -> true;
                });
        if (ending == null) ending = endingBy(action);
        return action;
    }

    /** AE-6: whether the service provider has nothing against it. */
    private static boolean isAcceptable(AssociateRequest request) {
        return (request.protocolVersion() & VERSION_1) != 0;
    }

    private static Ending endingBy(Action action) {
        return switch (action) {
            case AE_4, AE_8, AR_3, AR_4 -> Ending.RELEASED;
            case AA_1, AA_7, AA_8 -> Ending.ABORTED;
            case AA_3 -> Ending.ABORTED_BY_PEER;
            case AA_2, AA_4, AA_5 -> Ending.CONNECTION_LOST;
            default -> null;
        };
    }

    private synchronized void setCause(String text) {
        if (ending == null || cause.isEmpty()) cause = text;
    }

    private AssociationEndedException broken(IOException e) {
        if (e instanceof AssociationEndedException over) return over;
        if (e instanceof InvalidPduException breach) performInvalid(breach);
        else if (e instanceof SocketTimeoutException) timedOut();
        else perform(Event.TRANSPORT_CLOSED, null);
        return ended();
    }

    private synchronized AssociationEndedException ended() {
        Object how = ending == null ? state : ending;
        return new AssociationEndedException("association ended: " + how + (cause.isEmpty() ? "" : ", " + cause));
    }
}
