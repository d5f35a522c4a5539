package org.muniment.lifecycle.records.disposition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.lifecycle.records.disposition.Disposition.Signature;

/**
 * The mark that a study is being destroyed, and how far that has come. There is one from before the first look at the holds until the certificate.
 *
 * @param id for ever this one's, also where the same study is received and destroyed again
 * @param disposition the batch it was approved in
 * @param restorableUntil null until the study is hidden
 * @param stopped who took it back; null where nobody did
 * @param looks each time it was cleared
 * @param looking which last look is being taken, or was; null before there was one
 * @param inventory what is destroyed; null before that begins
 * @param certificatesBefore how many certificates there were when its own was begun; null before that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Destruction(
        String id,
        String study,
        String disposition,
        State state,
        Instant begunAt,
        Instant restorableUntil,
        Signature stopped,
        List<Look> looks,
        String looking,
        Inventory inventory,
        Long certificatesBefore) {

    public enum State {
        /** Whoever places a hold from now on can know of it. */
        RESERVED,
        /** Out of sight by rejection notes; all is there still. */
        HIDDEN,
        /** Facts and holds are being read for the last time. Who places a hold in this moment sets it back to HIDDEN: it is looked at again. */
        LAST_LOOK,
        /** It will be in sight again, nothing having been destroyed. */
        STOPPED,
        /** From here on there is no way back. */
        DESTROYING
    }

    /**
     * The guard cleared it.
     *
     * @param holds how many holds were in force then, on whatever
     */
    public record Look(Instant at, int holds) {}

    public Destruction {
        looks = List.copyOf(looks);
    }

    static Destruction reserved(String id, String study, String disposition, Instant now) {
        return new Destruction(id, study, disposition, State.RESERVED, now, null, null, List.of(), null, null, null);
    }

    private Destruction in(State next, Instant until, Signature stop, List<Look> seen, Inventory what) {
        return new Destruction(
                id, study, disposition, next, begunAt, until, stop, seen, looking, what, certificatesBefore);
    }

    private List<Look> and(Look look) {
        List<Look> more = new ArrayList<>(looks);
        more.add(look);
        return more;
    }

    Destruction cleared(Look look) {
        require(State.RESERVED);
        return in(state, restorableUntil, stopped, and(look), inventory);
    }

    Destruction hidden(Instant until) {
        if (state == State.HIDDEN) return this;
        require(State.RESERVED);
        return in(State.HIDDEN, until, stopped, looks, inventory);
    }

    /** @param look told apart from all others, so that one which was overtaken by a hold or by another job can't begin anything */
    Destruction lastLook(String look) {
        if (state != State.LAST_LOOK) require(State.HIDDEN);
        return new Destruction(
                id,
                study,
                disposition,
                State.LAST_LOOK,
                begunAt,
                restorableUntil,
                stopped,
                looks,
                look,
                inventory,
                certificatesBefore);
    }

    /** For who places a hold. */
    Destruction lookAgain() {
        return state == State.LAST_LOOK ? in(State.HIDDEN, restorableUntil, stopped, looks, inventory) : this;
    }

    Destruction destroying(String look, Look cleared, Inventory what) {
        require(State.LAST_LOOK);
        if (!look.equals(looking)) throw new WrongStateException(state);
        return in(State.DESTROYING, restorableUntil, stopped, and(cleared), what);
    }

    /** @throws ArchiveException DESTRUCTION_BEGUN where it is too late */
    Destruction stoppedBy(Signature by) {
        if (state == State.DESTROYING)
            throw new ArchiveException(
                    ErrorCode.DESTRUCTION_BEGUN, "the destruction of the study has begun; there is no way back");
        return state == State.STOPPED ? this : in(State.STOPPED, restorableUntil, by, looks, inventory);
    }

    Destruction certifying(long certificates) {
        require(State.DESTROYING);
        return certificatesBefore != null
                ? this
                : new Destruction(
                        id,
                        study,
                        disposition,
                        state,
                        begunAt,
                        restorableUntil,
                        stopped,
                        looks,
                        looking,
                        inventory,
                        certificates);
    }

    private void require(State needed) {
        if (state != needed) throw new WrongStateException(state);
    }

    /** Somebody else has changed it meanwhile. */
    static final class WrongStateException extends RuntimeException {

        private static final long serialVersionUID = 1;

        WrongStateException(State state) {
            super("the destruction is " + state);
        }
    }
}
