package org.muniment.server;

import org.muniment.server.config.MunimentConfig;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Tells whoever started the server, person or script, that it answers, and where. */
class ReadyLine {
    private final MunimentConfig config;
    private final Environment environment;

    ReadyLine(MunimentConfig config, Environment environment) {
        this.config = config;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        System.out.printf(
                "Muniment is ready: http://127.0.0.1:%s, home %s%n",
                environment.getProperty("local.server.port"), config.server().home());
    }
}
