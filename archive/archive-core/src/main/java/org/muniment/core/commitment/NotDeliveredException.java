package org.muniment.core.commitment;

/** A requestor was not told a result. */
public final class NotDeliveredException extends Exception {

    private final boolean peerAway;

    /** @param peerAway whether the requestor can't be told any result now; else it refused this one */
    public NotDeliveredException(String message, boolean peerAway) {
        super(message);
        this.peerAway = peerAway;
    }

    boolean isPeerAway() {
        return peerAway;
    }
}
