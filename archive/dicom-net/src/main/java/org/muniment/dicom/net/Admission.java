package org.muniment.dicom.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts established associations, over all and by peer address, and says when there are enough. */
final class Admission {

    private final int maxTotal;
    private final int maxPerPeer;
    private final Map<InetAddress, Integer> byPeer = new HashMap<>();
    private int total;

    Admission(int maxTotal, int maxPerPeer) {
        this.maxTotal = maxTotal;
        this.maxPerPeer = maxPerPeer;
    }

    synchronized boolean enter(InetAddress peer) {
        if (total >= maxTotal || byPeer.getOrDefault(peer, 0) >= maxPerPeer) return false;
        total++;
        byPeer.merge(peer, 1, Integer::sum);
        return true;
    }

    synchronized void leave(InetAddress peer) {
        total--;
        byPeer.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    }

    synchronized int total() {
        return total;
    }
}
