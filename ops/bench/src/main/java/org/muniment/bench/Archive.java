package org.muniment.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running archive under measurement, with storage of its own that starts empty. */
record Archive(String name, String aet, int dicomPort, int httpPort, int hl7Port, Process process)
        implements AutoCloseable {

    /**
     * Muniment with the configuration it ships with, but for sources: the bench's clients are strangers.
     *
     * @param nativePort where its Cassandra is to be found
     */
    static Archive muniment(Path repository, Path home, int nativePort) throws IOException {
        return muniment(repository, home, nativePort, "");
    }

    /** @param settings further lines of its configuration */
    static Archive muniment(Path repository, Path home, int nativePort, String settings) throws IOException {
        int dicom = freePort();
        int http = freePort();
        int hl7 = freePort();
        Files.createDirectories(home);
        Path config = Files.writeString(
                home.resolve("bench.yaml"), "muniment.index.embedded.native-port: " + nativePort + "\n" + settings);
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        repository.resolve("ops/run.sh").toString(),
                        "--home",
                        home.toString(),
                        "--hl7-port",
                        String.valueOf(hl7),
                        "--dicom-port",
                        String.valueOf(dicom),
                        "--http-port",
                        String.valueOf(http),
                        "--config",
                        config.toString(),
                        "--accept-unknown-sources")
                .redirectErrorStream(true);
        builder.environment().put("MUNIMENT_ADMIN_PASSWORD", WebClient.PASSWORD);
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); ; line = out.readLine()) {
            if (line == null) throw new IOException("Muniment ended before it was ready");
            if (line.startsWith("Muniment is ready")) break;
        }
        Thread drain = new Thread(
                () -> out.lines()
                        .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                        .forEach(System.err::println),
                "muniment-output");
        drain.setDaemon(true);
        drain.start();
        return new Archive("Muniment", "MUNIMENT", dicom, http, hl7, process);
    }

    /** Orthanc with its defaults, at its best. */
    static Archive orthanc(Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        int dicom = freePort();
        int http = freePort();
        Path config = home.resolve("orthanc.json");
        Files.writeString(
                config,
                """
                {
                  "StorageDirectory": "%1$s", "IndexDirectory": "%1$s",
                  "DicomAet": "ORTHANC", "DicomPort": %2$d, "DicomAlwaysAllowGet": true,
                  "HttpPort": %3$d, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                  "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"], "DicomWeb": {"Enable": true}
                }
                """
                        .formatted(home.resolve("storage"), dicom, http));
        ProcessBuilder builder = new ProcessBuilder("Orthanc", config.toString()).redirectErrorStream(true);
        builder.redirectOutput(home.resolve("orthanc.log").toFile());
        // Orthanc answers through DCMTK too: without this each of its answers waits for an acknowledgement of 40 ms.
        builder.environment().put("TCP_NODELAY", "1");
        Process process = builder.start();
        awaitListener(dicom, process, Duration.ofSeconds(60));
        return new Archive("Orthanc", "ORTHANC", dicom, http, 0, process);
    }

    private static void awaitListener(int port, Process process, Duration limit)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) throw new IOException("the archive ended at start", e);
                if (Instant.now().isAfter(deadline)) throw e;
            }
        }
    }

    /** What it has used of all processors since it was started, its index included. */
    Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
