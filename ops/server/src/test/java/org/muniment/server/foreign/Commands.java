package org.muniment.server.foreign;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Programs of others, run to their end. */
public final class Commands {

    /** What a program answered: its exit code, and all it printed. */
    public record Result(int exit, String output) {
        List<String> lines() {
            return output.lines().toList();
        }
    }

    private Commands() {}

    /** Skips the test, naming the program, where it is not installed. */
    public static void require(String... programs) {
        for (String program : programs) {
            boolean there = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            assumeTrue(there, program + " is not installed; ops/test.sh installs it");
        }
    }

    public static Result run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(List.of(command) + " does not end; so far it said:\n" + output);
        }
        return new Result(process.exitValue(), output);
    }

    /** For programs that stay; their output is the caller's to read. */
    static Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TCP_NODELAY", "1");
        return builder.start();
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Returns once something listens there. */
    static void awaitListener(int port) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> {
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return true;
                });
    }

    /** The path of a test resource, for programs that read files. */
    static String resource(String name) throws URISyntaxException {
        return Path.of(Commands.class.getClassLoader().getResource(name).toURI())
                .toString();
    }
}
