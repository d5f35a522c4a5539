package org.muniment.server.hostile;

import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.dicom.UID;

/** What a C-STORE carries: the UIDs of its request, and bytes that need not agree with them. */
record Instance(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, byte[] dataSet) {

    private static final AtomicInteger LAST = new AtomicInteger();

    /** A UID no other instance of this run has; all of one length, so that data sets have theirs at the same place. */
    static String freshUid() {
        return "2.25.666." + (100_000 + LAST.incrementAndGet());
    }

    static Instance ct(String sopInstanceUid, byte[] dataSet) {
        return new Instance(UID.CTImageStorage, sopInstanceUid, UID.ExplicitVRLittleEndian, dataSet);
    }

    /** Nothing is wrong with it. */
    static Instance good(int pixelBytes) {
        String uid = freshUid();
        return ct(uid, Crafted.ct(uid).pixels(pixelBytes).bytes());
    }
}
