package org.muniment.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SCP side: one listener and the associations it has accepted. */
public final class DicomServer implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(DicomServer.class);

    private final ServerSocket socket;
    private final ServerAssociations associations;

    private DicomServer(ServerSocket socket, ServerAssociations associations) {
        this.socket = socket;
        this.associations = associations;
    }

    /** Listens from now on. */
    public static DicomServer start(ServerConfig config, AssociationPolicy policy, DimseServices services)
            throws IOException {
        return start(config, policy, services, AssociationListener.NONE);
    }

    public static DicomServer start(
            ServerConfig config, AssociationPolicy policy, DimseServices services, AssociationListener listener)
            throws IOException {
        ServerSocket socket = config.sockets()
                .createServerSocket(config.port(), config.backlog(), InetAddress.getByName(config.bindAddress()));
        String name = "dicom-" + socket.getLocalPort();
        ServerAssociations associations = new ServerAssociations(config, policy, services, listener, name);
        DicomServer server = new DicomServer(socket, associations);
        Thread acceptor = new Thread(server::accept, name + "-listener");
        acceptor.setDaemon(true);
        acceptor.start();
        return server;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                try {
                    associations.connected(connection);
                } catch (IOException | RuntimeException e) {
                    LOG.debug("connection lost before it was served: {}", e.toString());
                    connection.close();
                }
            } catch (IOException e) {
                if (!socket.isClosed()) pause(e);
            }
        }
    }

    /** Out of file descriptors, as a rule: waiting a little lets some come free instead of burning the processor. */
    private void pause(IOException e) {
        LOG.warn("port {} cannot accept: {}", port(), e.toString());
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The port listened on. */
    public int port() {
        return socket.getLocalPort();
    }

    /** How many associations are established now. */
    public int associations() {
        return associations.admission().total();
    }

    /**
     * Takes no new associations, lets those at work finish for at most {@code grace}, then aborts what is left.
     * Associations that do nothing for a second are aborted early.
     */
    public void stop(Duration grace) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("listening socket: {}", e.toString());
        }
        associations.stop(grace);
    }

    /** Stops without grace. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
