package org.muniment.server.wiring;

import java.util.concurrent.CompletableFuture;
import org.muniment.server.config.MunimentConfig;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts Cassandra while Spring is still getting up: both take seconds and neither needs the other before the index is
 * opened. Should the server not get that far, the node ends with the process.
 */
public final class CassandraStart implements ApplicationContextInitializer<GenericApplicationContext> {
    private CompletableFuture<CassandraBackend> backend;

    @Override
    public void initialize(GenericApplicationContext context) {
        try {
            MunimentConfig config =
                    Binder.get(context.getEnvironment()).bindOrCreate(MunimentConfig.PREFIX, MunimentConfig.class);
            backend = CompletableFuture.supplyAsync(() -> CassandraBackend.start(config), CassandraStart::inBackground);
        } catch (BindException e) {
            // Spring binds it once more, thoroughly, and tells the operator what is wrong.
            return;
        }
        context.registerBean(CassandraStart.class, () -> this);
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "cassandra-start");
        thread.setDaemon(true);
        thread.start();
    }

    CassandraBackend await() {
        return backend.join();
    }
}
