package org.muniment.server;

import org.muniment.camel.dicom.DicomListener;
import org.muniment.routes.hl7.Hl7InRoute;
import org.muniment.server.config.MunimentConfig;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Tells whoever started the server, person or script, that it answers, and where. */
class ReadyLine {
    private final MunimentConfig config;
    private final DicomListener listener;
    private final Hl7InRoute hl7;
    private final Environment environment;

    ReadyLine(MunimentConfig config, DicomListener listener, Hl7InRoute hl7, Environment environment) {
        this.config = config;
        this.listener = listener;
        this.hl7 = hl7;
        this.environment = environment;
    }

    /** By now index, store and routes are up; that the port is bound is what {@code port()} insists on. */
    @EventListener(ApplicationReadyEvent.class)
    void print() {
        System.out.printf(
                "Muniment is ready: DICOM %s@%s:%d, HL7 %s, HTTP %s://%s:%s, home %s%n",
                config.server().aet(),
                config.dicom().bind(),
                listener.port(),
                config.hl7().enabled() ? config.hl7().bind() + ":" + hl7.port() : "off",
                config.http().tls().isOn() ? "https" : "http",
                config.http().bind(),
                environment.getProperty("local.server.port"),
                config.server().home());
    }
}
