package org.muniment.server.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;

/** Four associations that store slices of one study as fast as they can, each its own series, until the archive fails them. */
final class Storm {

    private static final int ASSOCIATIONS = 4;

    private final Peer peer;
    private final String study;
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final Map<String, Sent> acknowledged = new ConcurrentHashMap<>();
    private final List<Thread> senders = new ArrayList<>();
    private final CountDownLatch enough;

    /** Ends {@link #await} after {@code acknowledgements} instances were acknowledged. */
    Storm(Peer peer, String study, int acknowledgements, long seed) {
        this.peer = peer;
        this.study = study;
        this.enough = new CountDownLatch(acknowledgements);
        for (int i = 0; i < ASSOCIATIONS; i++) {
            String series = study + "." + (i + 1);
            Random random = new Random(seed + i);
            senders.add(new Thread(() -> send(series, random), "sender-" + i));
        }
        senders.forEach(Thread::start);
    }

    private void send(String series, Random random) {
        try (ScuAssociation association = peer.openForStore()) {
            for (int number = 1; ; number++) {
                Sent slice = Sent.slice(study, series, number, random);
                sent.put(slice.sopInstanceUid(), slice);
                DimseStatus status = Peer.store(association, slice);
                if (!status.isSuccess()) return; // the archive is in trouble and says so
                acknowledged.put(slice.sopInstanceUid(), slice);
                enough.countDown();
            }
        } catch (IOException e) {
            // the archive was killed: what this test is about
        }
    }

    void await() throws InterruptedException {
        if (!enough.await(2, TimeUnit.MINUTES)) throw new IllegalStateException("the archive acknowledges nothing");
    }

    void awaitEnd() throws InterruptedException {
        for (Thread sender : senders) {
            sender.join(TimeUnit.MINUTES.toMillis(2));
            if (sender.isAlive()) throw new IllegalStateException(sender.getName() + " still waits for an answer");
        }
    }

    String study() {
        return study;
    }

    /** All that was sent, acknowledged or not, by SOP Instance UID. */
    Map<String, Sent> sent() {
        return sent;
    }

    Map<String, Sent> acknowledged() {
        return acknowledged;
    }

    List<Sent> unacknowledged() {
        return sent.values().stream()
                .filter(s -> !acknowledged.containsKey(s.sopInstanceUid()))
                .toList();
    }
}
