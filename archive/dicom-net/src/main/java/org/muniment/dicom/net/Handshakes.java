package org.muniment.dicom.net;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.muniment.dicom.net.upperlayer.Transport;

/**
 * Connections that are no association: not yet, or no more. There is room for a few; where more come, the oldest has to
 * go, so that peers who connect and say nothing cannot keep out those who mean it.
 */
final class Handshakes {

    static final int MAX = 64;

    private final Set<Transport> oldestFirst = new LinkedHashSet<>();

    void add(Transport transport) {
        Transport evicted = null;
        synchronized (this) {
            if (oldestFirst.size() == MAX) {
                Iterator<Transport> oldest = oldestFirst.iterator();
                evicted = oldest.next();
                oldest.remove();
            }
            oldestFirst.add(transport);
        }
        if (evicted != null) evicted.close();
    }

    synchronized void remove(Transport transport) {
        oldestFirst.remove(transport);
    }

    synchronized void closeAll() {
        oldestFirst.forEach(Transport::close);
    }
}
