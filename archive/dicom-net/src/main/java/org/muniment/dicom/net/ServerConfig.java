package org.muniment.dicom.net;

import java.time.Duration;
import javax.net.ServerSocketFactory;

/**
 * One listener's limits and time limits. What a peer can cost is bounded by these, not by what it sends.
 *
 * @param port 0 takes a free one
 * @param maxPduLength bytes of P-DATA-TF body we take, at least 4096; also bounds what we send in one
 * @param maxAssociations established at once, over all peers; further ones are rejected (transient, local limit exceeded)
 * @param maxAssociationsPerPeer the same for one remote address
 * @param artimTimeout PS3.8 9.1.5: for the whole A-ASSOCIATE-RQ to come, and for the peer to close at the end
 * @param idleTimeout between messages while no operation runs; then A-ABORT
 * @param dimseTimeout for each PDU once begun, for the next within a message, for a peer to take what we write, and
 *     for the response to a sub-operation
 * @param maxOperationsInvoked asynchronous operations window we grant at most
 * @param sockets makes the listening socket: the place for TLS
 */
public record ServerConfig(
        String bindAddress,
        int port,
        int maxPduLength,
        int maxAssociations,
        int maxAssociationsPerPeer,
        Duration artimTimeout,
        Duration idleTimeout,
        Duration dimseTimeout,
        int maxOperationsInvoked,
        int backlog,
        ServerSocketFactory sockets) {

    private static final int MIN_PDU_LENGTH = 4096;
    private static final int MAX_PDU_LENGTH = 1 << 20;

    public ServerConfig {
        if (maxPduLength < MIN_PDU_LENGTH || maxPduLength > MAX_PDU_LENGTH) {
            throw new IllegalArgumentException("maxPduLength must be 4096 to 1048576, is " + maxPduLength);
        }
        if (maxAssociations < 1 || maxAssociationsPerPeer < 1 || maxOperationsInvoked < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }

    public static ServerConfig defaults() {
        return new ServerConfig(
                "127.0.0.1",
                11112,
                131_072,
                256,
                256,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                16,
                128,
                ServerSocketFactory.getDefault());
    }

    public ServerConfig withBind(String address, int newPort) {
        return new ServerConfig(
                address,
                newPort,
                maxPduLength,
                maxAssociations,
                maxAssociationsPerPeer,
                artimTimeout,
                idleTimeout,
                dimseTimeout,
                maxOperationsInvoked,
                backlog,
                sockets);
    }

    public ServerConfig withMaxPduLength(int bytes) {
        return new ServerConfig(
                bindAddress,
                port,
                bytes,
                maxAssociations,
                maxAssociationsPerPeer,
                artimTimeout,
                idleTimeout,
                dimseTimeout,
                maxOperationsInvoked,
                backlog,
                sockets);
    }

    public ServerConfig withMaxAssociations(int total, int perPeer) {
        return new ServerConfig(
                bindAddress,
                port,
                maxPduLength,
                total,
                perPeer,
                artimTimeout,
                idleTimeout,
                dimseTimeout,
                maxOperationsInvoked,
                backlog,
                sockets);
    }

    public ServerConfig withTimeouts(Duration artim, Duration idle, Duration dimse) {
        return new ServerConfig(
                bindAddress,
                port,
                maxPduLength,
                maxAssociations,
                maxAssociationsPerPeer,
                artim,
                idle,
                dimse,
                maxOperationsInvoked,
                backlog,
                sockets);
    }
}
