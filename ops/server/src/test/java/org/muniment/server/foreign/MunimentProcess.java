package org.muniment.server.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The server as an operator runs it: a process of its own with 512 MB of heap, here on the test's class path. */
public final class MunimentProcess implements AutoCloseable {

    /** The first user; has all roles. */
    public static final String ADMIN = "admin";

    public static final String ADMIN_PASSWORD = "password of the tests";

    private final Process process;
    private final int dicomPort;
    private final Path home;
    private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();

    private MunimentProcess(Process process, int dicomPort, Path home) {
        this.process = process;
        this.dicomPort = dicomPort;
        this.home = home;
    }

    /** Starts the server on {@code home}, where every calling AE title is welcome, and returns when it is ready. */
    public static MunimentProcess start(Path home, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--accept-unknown-sources");
        return start(home, Map.of(), all);
    }

    /** As {@code start}, with environment variables added and without any option but home and ports. */
    public static MunimentProcess start(Path home, Map<String, String> environment, List<String> options)
            throws IOException {
        return start(home, List.of(), environment, options);
    }

    /** As above, by a program that sets something up and then becomes ({@code exec}) the command given to it. */
    public static MunimentProcess start(
            Path home, List<String> launcher, Map<String, String> environment, List<String> options)
            throws IOException {
        int dicomPort = Commands.freePort();
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                serverClassPath(),
                "org.muniment.server.MunimentServer",
                "--home",
                home.toString(),
                "--http-port",
                "0",
                "--hl7-port",
                "0",
                "--dicom-port",
                String.valueOf(dicomPort)));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(
                Files.createDirectories(home).toFile()); // no configuration file of this repository is picked up
        builder.environment().put("MUNIMENT_ADMIN_PASSWORD", ADMIN_PASSWORD);
        builder.environment().putAll(environment);
        MunimentProcess server = new MunimentProcess(builder.start(), dicomPort, home);
        server.awaitReady();
        return server;
    }

    /** What the server runs on in production: the test's class path without the tests. */
    private static String serverClassPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(all.split(java.io.File.pathSeparator)).stream()
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private void awaitReady() throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.add(line);
            if (line.startsWith("Muniment is ready")) {
                Thread drain = new Thread(() -> drain(reader), "muniment-output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new IOException("the server ended before it was ready:\n" + String.join("\n", output));
    }

    private void drain(BufferedReader reader) {
        try {
            reader.lines().forEach(output::add);
        } catch (UncheckedIOException e) {
            // Ending the process closes the pipe under the reader.
            return;
        }
    }

    public int dicomPort() {
        return dicomPort;
    }

    /** What a client sends in the header {@code Authorization} to be the administrator. */
    public static String adminAuthorization() {
        String credentials = ADMIN + ":" + ADMIN_PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Where DICOMweb, viewer, API and health are, as the ready line tells. */
    public URI http() {
        return output.stream()
                .filter(line -> line.startsWith("Muniment is ready"))
                .map(line -> line.replaceFirst(".*(https?://[^, ]*).*", "$1"))
                .map(URI::create)
                .findFirst()
                .orElseThrow();
    }

    /** Where HL7 v2 messages are taken, as the ready line tells. */
    public int hl7Port() {
        return output.stream()
                .filter(line -> line.startsWith("Muniment is ready"))
                .map(line -> line.replaceFirst(".*HL7 [^, ]*:(\\d+),.*", "$1"))
                .map(Integer::valueOf)
                .findFirst()
                .orElseThrow();
    }

    public Path home() {
        return home;
    }

    /** What it has printed so far, line by line. */
    public List<String> output() {
        return List.copyOf(output);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The embedded Cassandra node: the server's only child. */
    public ProcessHandle cassandra() {
        return process.toHandle()
                .children()
                .filter(ProcessHandle::isAlive)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Cassandra child"));
    }

    /** SIGKILL, and waits until the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new IllegalStateException("still there after SIGKILL");
    }

    /** SIGTERM, as an operator's Ctrl-C; SIGKILL where that takes longer than a minute. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
