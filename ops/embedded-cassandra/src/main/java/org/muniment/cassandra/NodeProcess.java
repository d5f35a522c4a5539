package org.muniment.cassandra;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muniment.cassandra.node.NodeMain;

/** The child JVM and the pipes to it. */
final class NodeProcess {
    private final Process process;
    private final CompletableFuture<Integer> exit;
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();

    private NodeProcess(Process process) {
        this.process = process;
        this.exit = process.onExit().thenApply(Process::exitValue);
        Thread reader = new Thread(this::readOutput, "cassandra-output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static NodeProcess launch(EmbeddedCassandraConfig config, NodeHome home) {
        ProcessBuilder builder = new ProcessBuilder(command(config, home))
                .directory(home.path().toFile())
                .redirectError(ProcessBuilder.Redirect.to(console(home).toFile()));
        try {
            return new NodeProcess(builder.start());
        } catch (IOException e) {
            throw new EmbeddedCassandraException("cannot start a child JVM: " + e.getMessage(), e);
        }
    }

    /** What the VM itself has to say: crashes, bad options, exits for want of memory. */
    static Path console(NodeHome home) {
        return home.logs().resolve("console.log");
    }

    private static List<String> command(EmbeddedCassandraConfig config, NodeHome home) {
        List<String> command = new ArrayList<>();
        // Ctrl-C reaches the whole foreground process group. The parent decides when the node may go, so the node
        // starts with these signals ignored, which the VM respects.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "cassandra"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A small first heap: Cassandra locks what is committed into memory at start, page by page.
        command.addAll(List.of("-Xms128m", "-Xmx" + config.heapMegabytes() + "m"));
        command.addAll(NodeHome.jvmOptions());
        command.add("-javaagent:" + CassandraLibrary.memoryMeter(config.library()));
        command.add("-XX:ErrorFile=" + home.logs().resolve("hs_err_%p.log"));
        command.add("-Djava.io.tmpdir=" + home.temporary());
        command.add("-Djna.tmpdir=" + home.temporary());
        command.add("-Dcassandra.config=" + home.yaml().toUri());
        command.add("-Dcassandra.storagedir=" + home.path());
        command.add("-Dcassandra.logdir=" + home.logs());
        command.add("-Dlogback.configurationFile=" + home.logback());
        command.addAll(List.of("-cp", CassandraLibrary.classPath(config.library())));
        command.add(NodeMain.class.getName());
        command.add(home.path().toString());
        return command;
    }

    /** The first line the child prints; empty when it exits without one. */
    String awaitFirstLine(long nanos) throws TimeoutException, InterruptedException {
        try {
            return firstLine.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                firstLine.complete(line);
            }
        } catch (IOException | UncheckedIOException e) {
            // The pipe broke with the child; its exit is reported by onExit.
            firstLine.complete("");
        }
        firstLine.complete("");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Integer> onExit() {
        return exit;
    }

    void requestStop() {
        try {
            process.getOutputStream().write(NodeMain.STOP);
            process.getOutputStream().flush();
        } catch (IOException e) {
            // Already gone, which is what was asked for.
        }
    }

    void kill() {
        process.destroyForcibly();
    }
}
