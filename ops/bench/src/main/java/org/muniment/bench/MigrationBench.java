package org.muniment.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How fast a study goes from hot to warm, beside {@code tar} and {@code sha256sum} of the same files, in turn in one run. A policy wants all studies on warm as soon as
 * nothing came for a while; the move is timed from its first byte on warm until the last loose file is gone from hot, so that reading, packing, digests, fsync, checks and
 * rows are all in it. tar and sha256sum are timed to their end, once as they are and once with sync.
 */
public final class MigrationBench {

    /** Longer than tar and sha256sum take, which run meanwhile. */
    private static final Duration SETTLE = Duration.ofSeconds(25);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path work;
    private final Path home;
    private final int instances;
    private final List<Double> moved = new ArrayList<>();
    private final List<Double> packed = new ArrayList<>();
    private final List<Double> synced = new ArrayList<>();

    private MigrationBench(Path work, int instances) {
        this.work = work;
        this.home = work.resolve("muniment");
        this.instances = instances;
    }

    /** Repository, rounds, instances of 525 kB in each. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("muniment-bench");
        MigrationBench bench = new MigrationBench(work, Integer.parseInt(args[2]));
        Path policies = Files.createDirectories(work.resolve("policies/placement"));
        Files.writeString(
                policies.resolve("bench.yaml"),
                """
                name: bench
                version: 1
                basis: a benchmark
                rules:
                  - name: all
                    reason: to see how long it takes
                    copies: { warm: 1 }
                """);
        String settings = "muniment.lifecycle.policies: " + policies.getParent() + "\nmuniment.lifecycle.settle: "
                + SETTLE.toSeconds() + "s\n";
        try (Archive archive = Archive.muniment(Path.of(args[0]), bench.home, Archive.freePort(), settings)) {
            activate(archive);
            for (int round = 0; round <= Integer.parseInt(args[1]); round++) bench.round(archive, round);
            bench.print();
        } finally {
            Bench.delete(work);
        }
    }

    /** As a records officer, which the administrator is not. */
    private static void activate(Archive archive) throws IOException {
        String officer =
                "{\"name\":\"officer\",\"password\":\"" + WebClient.PASSWORD + "\",\"roles\":[\"records_officer\"]}";
        send(archive, "POST", "/api/users", "admin", officer);
        send(archive, "PUT", "/api/lifecycle/policies/placement/bench/1/activation", "officer", "");
    }

    private static void send(Archive archive, String method, String path, String user, String body) throws IOException {
        HttpURLConnection http = (HttpURLConnection) URI.create("http://127.0.0.1:" + archive.httpPort() + path)
                .toURL()
                .openConnection();
        http.setRequestMethod(method);
        http.setRequestProperty("Content-Type", "application/json");
        http.setRequestProperty(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + WebClient.PASSWORD).getBytes()));
        http.setDoOutput(true);
        http.getOutputStream().write(body.getBytes());
        if (http.getResponseCode() / 100 != 2) throw new IOException(path + ": HTTP " + http.getResponseCode());
    }

    /** The first warms up. */
    private void round(Archive archive, int round) throws Exception {
        Path files = new BenchData().study(work.resolve("study"), "MOVED" + round, instances, 512);
        double megabytes = bytes(files) / 1e6;
        new Dcmtk(work).store(archive, files);
        double tar = megabytes / seconds("tar -cf ../copy.tar . && sha256sum * > ../SUMS", files);
        double sync = megabytes / seconds("tar -cf ../copy.tar . && sha256sum * > ../SUMS && sync ../copy.tar", files);
        double move = megabytes / migration();
        System.out.printf(
                Locale.ROOT,
                "round %d: %.0f MB; hot to warm %.0f MB/s; tar and sha256sum %.0f MB/s, with sync %.0f MB/s%n",
                round,
                megabytes,
                move,
                tar,
                sync);
        Bench.delete(files);
        if (round == 0) return;
        moved.add(move);
        packed.add(tar);
        synced.add(sync);
    }

    private double seconds(String script, Path directory) throws IOException, InterruptedException {
        Files.deleteIfExists(work.resolve("copy.tar"));
        long start = System.nanoTime();
        Process process = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) throw new IOException("tar has failed");
        return (System.nanoTime() - start) / 1e9;
    }

    private double migration() throws IOException, InterruptedException {
        Path incoming = home.resolve("warm/incoming");
        Path loose = home.resolve("objects/objects");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count(incoming, ".part") == 0) pause(deadline);
        long start = System.nanoTime();
        while (count(loose, ".dcm") > 0) pause(deadline);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void pause(long deadline) throws InterruptedException, IOException {
        if (System.nanoTime() > deadline) throw new IOException("nothing is moved");
        TimeUnit.MILLISECONDS.sleep(5);
    }

    private static long count(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        } catch (UncheckedIOException e) {
            return Long.MAX_VALUE; // one was gone when it was looked at
        }
    }

    private static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) bytes += Files.size(file);
        }
        return bytes;
    }

    private void print() {
        double move = Bench.median(moved);
        System.out.printf(
                Locale.ROOT,
                "%nmedians: hot to warm %.0f MB/s; beside tar and sha256sum %.2f, with sync %.2f of its speed%n",
                move,
                move / Bench.median(packed),
                move / Bench.median(synced));
    }
}
