package org.muniment.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** The SCP side: one listener and the associations it has accepted. */
public final class DicomServer implements Closeable {

    /** Listens from now on. */
    public static DicomServer start(ServerConfig config, AssociationPolicy policy, DimseServices services)
            throws IOException {
        return start(config, policy, services, AssociationListener.NONE);
    }

    public static DicomServer start(
            ServerConfig config, AssociationPolicy policy, DimseServices services, AssociationListener listener)
            throws IOException {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The port listened on. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** How many associations are established now. */
    public int associations() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes no new associations, lets those at work finish for at most {@code grace}, then aborts what is left.
     * Associations that do nothing are aborted early.
     */
    public void stop(Duration grace) {
        throw new UnsupportedOperationException();
    }

    /** Stops without grace. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
