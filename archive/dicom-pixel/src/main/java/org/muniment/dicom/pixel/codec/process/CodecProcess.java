package org.muniment.dicom.pixel.codec.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A child process with native codecs. Not thread-safe. */
final class CodecProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int BUFFER = 64 << 10;

    /** A small JVM that leaves nothing behind when it crashes: a dump of its memory would be patient data. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null");

    private final Process process;
    private final DataInputStream answers;
    private final DataOutputStream requests;

    private CodecProcess(Process process) {
        this.process = process;
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    }

    static CodecProcess start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CodecWorker.class.getName()));
        CodecProcess started = new CodecProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        Future<?> timer = started.killAfter(START_LIMIT);
        try {
            if (started.answers.readByte() != CodecWorker.READY) throw new IOException("Codec process does not start");
            return started;
        } catch (IOException e) {
            started.close();
            throw e;
        } finally {
            timer.cancel(false);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @throws IOException where the process has died, or been killed as it took longer than {@code limit} */
    FrameMessage ask(FrameMessage request, Duration limit) throws IOException {
        Future<?> timer = killAfter(limit);
        try {
            request.writeTo(requests);
            return FrameMessage.readFrom(answers);
        } finally {
            timer.cancel(false);
        }
    }

    private Future<?> killAfter(Duration limit) {
        return CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
