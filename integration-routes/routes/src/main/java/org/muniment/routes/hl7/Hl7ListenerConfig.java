package org.muniment.routes.hl7;

import java.time.Duration;

/**
 * The HL7 listener and what a peer may cost.
 *
 * @param enabled whether there is to be one
 * @param bind address of the interface to listen on
 * @param port 0 takes a free one
 * @param maxMessageSize in bytes; larger ones are rejected (AR), and if they are four times as large their connection is closed
 * @param maxConnections at once; further ones are closed
 * @param readTimeout how long the next bytes of a message that has begun may take
 * @param idleTimeout how long a connection may be silent between messages
 */
public record Hl7ListenerConfig(
        boolean enabled,
        String bind,
        int port,
        int maxMessageSize,
        int maxConnections,
        Duration readTimeout,
        Duration idleTimeout) {}
