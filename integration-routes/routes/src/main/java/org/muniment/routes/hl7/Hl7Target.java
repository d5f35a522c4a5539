package org.muniment.routes.hl7;

import java.time.Duration;
import org.muniment.hl7.MessageTemplate;

/**
 * Who is told of studies by HL7 v2 messages.
 *
 * @param name its place in the feed is kept under {@code hl7.<name>}
 * @param application MSH-5
 * @param facility MSH-6
 * @param timeout for the connection, and for the acknowledgement
 */
public record Hl7Target(
        String name,
        String host,
        int port,
        String application,
        String facility,
        MessageTemplate template,
        Duration timeout) {}
