package org.muniment.routes.hl7;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Where HL7 v2 messages come in over MLLP. Each exchange has the message's bytes as its body, and what its body is in the end is the acknowledgement.
 * A listener of our own, because that of camel-mllp is not safe against strangers (ADR 118).
 */
final class Hl7Listener extends DefaultEndpoint {

    /** Who sends, as {@link java.net.InetAddress}. */
    static final String PEER = "muniment.hl7.peer";

    /** Whether the message was too large, and the body is no more than how it begins. */
    static final String TOO_LARGE = "muniment.hl7.tooLarge";

    private final Hl7ListenerConfig config;
    private volatile Hl7Consumer consumer;

    Hl7Listener(Hl7ListenerConfig config) {
        this.config = config;
    }

    /** The one that was bound; -1 before. */
    int port() {
        return consumer == null ? -1 : consumer.port();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        consumer = new Hl7Consumer(this, processor, config);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("messages come in here");
    }

    @Override
    protected String createEndpointUri() {
        return "hl7-listener:" + config.bind() + ":" + config.port();
    }
}
