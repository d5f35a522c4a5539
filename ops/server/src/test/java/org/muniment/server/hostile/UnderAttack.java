package org.muniment.server.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one server to all tests that ask for a {@link Target}. After each of them a good instance must store; after each class the
 * server must be unharmed.
 */
final class UnderAttack implements ParameterResolver, AfterEachCallback, AfterAllCallback {

    /** Ends with the run. Where the start fails it fails all tests, once. */
    private record Running(Path home, Target target, Exception failure) implements AutoCloseable {

        static Running start() {
            Path home = null;
            try {
                home = Files.createTempDirectory("muniment-hostile");
                return new Running(home, Target.start(home), null);
            } catch (IOException | InterruptedException e) {
                return new Running(home, null, e);
            }
        }

        @Override
        public void close() throws IOException {
            if (target != null) target.close();
            if (home == null) return;
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Target target(ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(Namespace.create(UnderAttack.class))
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
        if (running.failure() != null) throw new IllegalStateException("no server", running.failure());
        return running.target();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Target.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return target(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isEmpty()) target(context).shouldServeAGoodPeer();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        target(context).shouldBeUnharmed();
    }
}
