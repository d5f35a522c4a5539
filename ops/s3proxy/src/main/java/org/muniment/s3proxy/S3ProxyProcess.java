package org.muniment.s3proxy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A real S3 server (S3Proxy on a directory) in a child JVM on a loopback port. It can be killed and started again on the same port with the
 * same objects, and dies with the JVM that started it. One thread at a time.
 */
public final class S3ProxyProcess implements AutoCloseable {

    public static final String IDENTITY = "muniment";
    public static final String CREDENTIAL = "not-a-secret";

    private static final int SECONDS_TO_START = 60;

    private final Path home;
    private final int port;
    private Process process;

    private S3ProxyProcess(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Starts a server whose objects lie in {@code home/buckets}; returns when it answers. */
    public static S3ProxyProcess start(Path home) {
        S3ProxyProcess server = new S3ProxyProcess(home, freePort());
        try {
            Files.createDirectories(server.buckets());
            Files.writeString(home.resolve("s3proxy.conf"), server.configuration());
            Files.writeString(home.resolve("logback.xml"), "<configuration><root level=\"OFF\"/></configuration>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
        return server;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where the buckets lie as directories, their objects as files below them. */
    public Path buckets() {
        return home.resolve("buckets");
    }

    /** Makes an empty bucket where there is none of that name. */
    public void createBucket(String name) {
        try {
            Files.createDirectories(buckets().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts a killed server again. */
    public void start() {
        if (process != null && process.isAlive()) return;
        try {
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("console.log").toFile()))
                    .start();
            awaitAnswer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=" + home.resolve("logback.xml"),
                "-cp",
                library().resolve("*") + File.pathSeparator + ownCode(),
                ChildMain.class.getName(),
                "--properties",
                home.resolve("s3proxy.conf").toString());
    }

    private String configuration() {
        return String.join(
                "\n",
                "s3proxy.endpoint=" + endpoint(),
                "s3proxy.authorization=aws-v4",
                "s3proxy.identity=" + IDENTITY,
                "s3proxy.credential=" + CREDENTIAL,
                "s3proxy.v4-max-non-chunked-request-size=67108864",
                "s3proxy.ignore-unknown-headers=true", // object lock, which it has not: see ArchiveFront
                "jclouds.provider=filesystem-nio2",
                "jclouds.identity=",
                "jclouds.credential=",
                "jclouds.filesystem.basedir=" + buckets(),
                "");
    }

    private void awaitAnswer() {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START); System.nanoTime() < end; ) {
            if (answers()) return;
            try {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) break; // a pause, unless it dies
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("S3Proxy does not answer: see " + home.resolve("console.log"));
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint().toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() > 0; // 403: nobody is let in without a signature
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Below the range the kernel gives to outgoing connections, so that nothing takes it by chance while the server is down. */
    private static int freePort() {
        for (int i = 0; i < 200; i++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                continue;
            }
        }
        throw new IllegalStateException("no free port");
    }

    /** {@code s3proxy-lib} as the build leaves it beside this module's classes. */
    private static Path library() {
        Path library = ownCode().resolveSibling("s3proxy-lib");
        if (!Files.isDirectory(library)) throw new IllegalStateException("no " + library + ": build ops/s3proxy");
        return library;
    }

    private static Path ownCode() {
        try {
            return Path.of(S3ProxyProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
