package org.muniment.dicom.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;

/** Runs DCMTK's command line tools; tests are skipped where they are not installed. */
final class Dcmtk {

    record Result(int exitCode, String output) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Dcmtk() {}

    static void assumeInstalled() {
        for (String directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, "dcmqrscp"))) return;
        }
        assumeTrue(false, "DCMTK is not installed");
    }

    /** Runs a tool to its end. */
    static Result run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = start(directory, command);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " hangs: " + output(directory));
        }
        return new Result(process.exitValue(), output(directory));
    }

    private static String output(Path directory) throws IOException {
        return Files.readString(directory.resolve("output.txt"), StandardCharsets.ISO_8859_1);
    }

    private static Process start(Path directory, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
    }

    /** A DCMTK server, ready to be talked to; the last argument, the port, is added here. */
    static final class Server implements AutoCloseable {

        private final Process process;
        private final int port;

        Server(Path directory, int port, String... command) throws IOException {
            this.port = port;
            List<String> all = new ArrayList<>(List.of(command));
            all.add(String.valueOf(port));
            process = start(directory, all.toArray(String[]::new));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                if (!process.isAlive()) throw new AssertionError(output(directory));
                return accepts(port);
            });
        }

        int port() {
            return port;
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    private static boolean accepts(int port) {
        try {
            new Socket("127.0.0.1", port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeFile(Path file, Attributes dataSet, TransferSyntax syntax) throws IOException {
        FileMeta meta =
                new FileMeta(dataSet.getString(Tag.SOPClassUID), dataSet.getString(Tag.SOPInstanceUID), syntax.uid());
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(meta.toBytes());
            out.write(DicomWriter.toBytes(dataSet, syntax));
        }
    }
}
