package org.muniment.routes.hl7;

import java.net.InetAddress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/**
 * HL7 v2 messages in, over MLLP: patients, orders, appointments and reports. No redelivery and no dead letters: the sender keeps a message until it
 * is acknowledged; one that can't be processed waits in the journal. Sending it again is idempotent by sender, control id and content.
 */
public final class Hl7InRoute extends RouteBuilder {

    private final Hl7ListenerConfig config;
    private final Hl7Reception reception;
    private Hl7Listener listener;

    public Hl7InRoute(Hl7ListenerConfig config, Hl7Reception reception) {
        this.config = config;
        this.reception = reception;
    }

    @Override
    public void configure() {
        if (!config.enabled()) return;
        listener = new Hl7Listener(config);
        listener.setCamelContext(getContext());
        errorHandler(noErrorHandler());
        from(listener).routeId("hl7-in").process(this::answer);
    }

    private void answer(Exchange exchange) {
        Message in = exchange.getMessage();
        InetAddress peer = in.getHeader(Hl7Listener.PEER, InetAddress.class);
        boolean tooLarge = in.getHeader(Hl7Listener.TOO_LARGE, Boolean.class);
        in.setBody(reception.answer(in.getBody(byte[].class), tooLarge, peer));
    }

    /** Once the route runs; less than 0 where it does not. */
    public int port() {
        return listener == null ? -1 : listener.port();
    }
}
