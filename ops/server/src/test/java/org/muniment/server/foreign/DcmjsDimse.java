package org.muniment.server.foreign;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.muniment.server.foreign.Commands.Result;

/** The npm package dcmjs-dimse: a DICOM toolkit in JavaScript, which knows DIMSE-N. See foreign/dimse-n.mjs. */
final class DcmjsDimse {

    private static final Path MODULES = Path.of("../viewer");

    private DcmjsDimse() {}

    /** Skips the test where it is not installed. */
    static void require() {
        Commands.require("node");
        assumeTrue(Files.isDirectory(MODULES.resolve("node_modules/dcmjs-dimse")), "run ops/test.sh once");
    }

    /** Asks for these, in order, on one association; the answers are a line each. */
    static Result send(int port, String calledAet, String callingAet, String... requests) throws Exception {
        List<String> command = command("send", port);
        command.addAll(List.of(calledAet, callingAet));
        command.addAll(List.of(requests));
        return Commands.run(command.toArray(String[]::new));
    }

    private static List<String> command(String role, int port) throws Exception {
        return new ArrayList<>(List.of(
                "node",
                Commands.resource("foreign/dimse-n.mjs"),
                MODULES.toRealPath().toString(),
                role,
                String.valueOf(port)));
    }

    /** An application that takes what it is told by N-CREATE and N-EVENT-REPORT. */
    static final class Receiver implements AutoCloseable {

        private final Process process;
        private final Queue<String> received = new ConcurrentLinkedQueue<>();

        private Receiver(Process process) {
            this.process = process;
            Thread reader = new Thread(this::read, "dcmjs-dimse");
            reader.setDaemon(true);
            reader.start();
        }

        static Receiver listen(int port) throws Exception {
            Receiver receiver =
                    new Receiver(Commands.start(command("listen", port).toArray(String[]::new)));
            Commands.awaitListener(port);
            return receiver;
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(received::add);
            } catch (IOException e) {
                received.add("ended: " + e.getMessage());
            }
        }

        /** A line of JSON for each request taken, and whatever else it says. */
        List<String> received() {
            return List.copyOf(received);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
