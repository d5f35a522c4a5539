package org.muniment.server.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.s3proxy.ArchiveFront;
import org.muniment.s3proxy.S3ProxyProcess;
import org.muniment.server.foreign.Commands;
import org.muniment.server.foreign.MunimentProcess;

/**
 * Studies go from hot to warm to cold, are recalled and go back to hot, as three policies want one after the other, while clients read them all the
 * time. Cold is a bucket of an archive class: what lies there only is offline, and everything else readable at every moment.
 */
@Tag("slow")
class TierJourneyTest {

    private static final int STUDIES = Integer.getInteger("muniment.journey.studies", 200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path work;

    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger offline = new AtomicInteger();
    private volatile boolean mayBeOffline;
    private volatile boolean ended;

    @Test
    void shouldKeepEveryByteReadableOnTheWayThroughAllTiersAndBack() throws Exception {
        Commands.require("dcmsend", "getscu", "tar", "sha256sum");
        Journey journey = new Journey(work.resolve("files"), STUDIES);
        Path home = work.resolve("home");
        try (S3ProxyProcess s3 = S3ProxyProcess.start(work.resolve("s3"));
                ArchiveFront front = ArchiveFront.start(s3.endpoint(), Duration.ofSeconds(3))) {
            s3.createBucket("cold");
            Path config = configuration(front);
            try (MunimentProcess server = MunimentProcess.start(home, "--config", config.toString())) {
                Reader reader = new Reader(server.http());
                hire(reader);
                store(server, journey);
                for (Journey.Instance instance : journey.instances()) {
                    assertThat(reader.instance(instance)).isEqualTo(Reader.SAME);
                    for (int frame = 1; frame <= (instance.film() ? Journey.FRAMES : 1); frame++)
                        assertThat(reader.frame(instance, frame)).isEqualTo(Reader.SAME);
                }
                List<Thread> clients = new ArrayList<>();
                for (int i = 0; i < 2; i++) clients.add(start(new Client(reader, journey, i)));
                clients.add(start(new GetClient(server, journey)));
                try {
                    Path warm = home.resolve("warm/objects");
                    Path cold = s3.buckets().resolve("cold");
                    Path hot = home.resolve("objects/objects");

                    activate(reader, 1);
                    await(hot, 0, warm, journey.series(), cold, 0);
                    checkContainers(warm);

                    mayBeOffline = true;
                    activate(reader, 2);
                    await(hot, 0, warm, 0, cold, journey.series());
                    checkContainers(cold);
                    assertThat(reader.instance(journey.instances().get(0))).isEqualTo(Reader.OFFLINE);

                    activate(reader, 3);
                    await(hot, journey.series(), warm, 0, cold, 0);
                    mayBeOffline = false;
                    checkContainers(hot);
                } finally {
                    ended = true;
                    for (Thread client : clients) client.join(60_000);
                }
                for (Journey.Instance instance : journey.instances()) {
                    assertThat(reader.instance(instance)).isEqualTo(Reader.SAME);
                    for (int frame = 1; frame <= (instance.film() ? Journey.FRAMES : 1); frame++)
                        assertThat(reader.frame(instance, frame)).isEqualTo(Reader.SAME);
                }
                assertThat(wrong).isEmpty();
                assertThat(reads).hasValueGreaterThan(100);
                assertThat(offline).hasValueGreaterThan(0);
                System.out.println(reads + " reads meanwhile, " + offline + " of what was offline");
            }
        }
    }

    private Path configuration(ArchiveFront front) throws IOException {
        Path policies = Files.createDirectories(work.resolve("policies/placement"));
        policy(policies, 1, "warm");
        policy(policies, 2, "cold");
        policy(policies, 3, "hot");
        Path credentials = Files.writeString(
                work.resolve("s3.credentials"),
                "[default]\naws_access_key_id=" + S3ProxyProcess.IDENTITY + "\naws_secret_access_key="
                        + S3ProxyProcess.CREDENTIAL + "\n");
        return Files.writeString(
                work.resolve("muniment.yaml"),
                """
                muniment:
                  tiers:
                    lower:
                      - name: warm
                        path: warm
                      - name: cold
                        s3:
                          endpoint: %s
                          bucket: cold
                          credentials-file: %s
                          storage-class: GLACIER
                  lifecycle:
                    policies: %s
                    settle: 0s
                    recall:
                      stay: 0s
                      poll: 1s
                    jobs:
                      workers: 4
                """
                        .formatted(front.endpoint(), credentials, policies.getParent()));
    }

    private static void policy(Path directory, int version, String tier) throws IOException {
        Files.writeString(
                directory.resolve("journey-" + version + ".yaml"),
                """
                name: journey
                version: %d
                basis: a test
                rules:
                  - name: all
                    reason: to see them move
                    copies: { %s: 1 }
                """
                        .formatted(version, tier));
    }

    private void store(MunimentProcess server, Journey journey) throws Exception {
        Commands.Result sent = Commands.run(
                "dcmsend",
                "+sd",
                "-aec",
                "MUNIMENT",
                "127.0.0.1",
                String.valueOf(server.dicomPort()),
                journey.folder().toString());
        assertThat(sent.exit()).as(sent.output()).isZero();
    }

    private static void hire(Reader reader) throws Exception {
        HttpResponse<String> hired = reader.send(reader.request("/api/users")
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"name\":\"officer\",\"password\":\"password of the tests\",\"roles\":[\"records_officer\"]}"))
                .build());
        assertThat(hired.statusCode()).as(hired.body()).isBetween(200, 299);
    }

    /** Puts a policy in force, by which all studies are looked at anew. */
    private static void activate(Reader reader, int version) throws Exception {
        String officer = "Basic " + Base64.getEncoder().encodeToString("officer:password of the tests".getBytes());
        HttpResponse<String> active = reader.send(
                reader.request("/api/lifecycle/policies/placement/journey/" + version + "/activation", officer)
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build());
        assertThat(active.statusCode()).as(active.body()).isEqualTo(200);
    }

    /** Until each tier has so many containers, and none has loose instances. */
    private void await(Path hot, int onHot, Path warm, int onWarm, Path cold, int onCold) {
        Awaited wanted = new Awaited(onHot, onWarm, onCold, 0);
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> wrong.isEmpty()
                                ? new Awaited(
                                        count(hot, ".tar"),
                                        count(warm, ".tar"),
                                        count(cold, ".tar"),
                                        count(hot, ".dcm"))
                                : wrong.peek(),
                        now -> now.equals(wanted) || now instanceof String);
        assertThat(wrong).isEmpty();
    }

    private record Awaited(long onHot, long onWarm, long onCold, long loose) {}

    private static long count(Path directory, String suffix) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return -1; // a file was gone when it was looked at
        }
    }

    /** By tar and sha256sum, without Muniment. */
    private void checkContainers(Path tier) throws Exception {
        List<Path> some;
        try (Stream<Path> files = Files.walk(tier)) {
            some = files.filter(file -> file.toString().endsWith(".tar"))
                    .limit(5)
                    .toList();
        }
        for (Path container : some) {
            Path out = Files.createTempDirectory(work, "untarred");
            Commands.Result checked = Commands.run(
                    "/bin/sh",
                    "-c",
                    "tar -xf " + container + " -C " + out + " && cd " + out + " && sha256sum -c SHA256SUMS");
            assertThat(checked.exit()).as(checked.output()).isZero();
        }
    }

    private static Thread start(Runnable client) {
        Thread thread = new Thread(client);
        thread.start();
        return thread;
    }

    private void judge(String answer) {
        reads.incrementAndGet();
        if (answer.equals(Reader.OFFLINE) && mayBeOffline) offline.incrementAndGet();
        else if (!answer.equals(Reader.SAME)) wrong.add(answer);
    }

    /** Reads instances and frames at random. */
    private final class Client implements Runnable {
        private final Reader reader;
        private final Journey journey;
        private final Random random;

        Client(Reader reader, Journey journey, int seed) {
            this.reader = reader;
            this.journey = journey;
            this.random = new Random(seed);
        }

        @Override
        public void run() {
            try {
                while (!ended) {
                    Journey.Instance instance = journey.instances()
                            .get(random.nextInt(journey.instances().size()));
                    judge(reader.instance(instance));
                    judge(reader.frame(instance, 1 + random.nextInt(instance.film() ? Journey.FRAMES : 1)));
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                wrong.add("a client ended: " + e);
            }
        }
    }

    /** Gets study after study by C-GET, and compares the pixels with the files that were sent. */
    private final class GetClient implements Runnable {
        private final MunimentProcess server;
        private final Journey journey;

        GetClient(MunimentProcess server, Journey journey) {
            this.server = server;
            this.journey = journey;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; !ended; i++)
                    get(journey.studies().get(i * 37 % journey.studies().size()));
            } catch (Exception e) {
                wrong.add("the C-GET client ended: " + e);
            }
        }

        private void get(String study) throws Exception {
            boolean wasOnline = !mayBeOffline;
            Path received = Files.createTempDirectory(work, "got");
            Commands.Result got = Commands.run(
                    "getscu",
                    "-S",
                    "+B",
                    "-aec",
                    "MUNIMENT",
                    "-od",
                    received.toString(),
                    "127.0.0.1",
                    String.valueOf(server.dicomPort()),
                    "-k",
                    "QueryRetrieveLevel=STUDY",
                    "-k",
                    "StudyInstanceUID=" + study);
            TreeSet<String> found = new TreeSet<>();
            try (Stream<Path> files = Files.list(received)) {
                for (Path file : files.toList()) found.add(pixels(file));
            }
            TreeSet<String> sent = new TreeSet<>();
            for (Journey.Instance instance : journey.instances())
                if (instance.study().equals(study))
                    sent.add(pixels(journey.folder().resolve(instance.uid() + ".dcm")));
            if (wasOnline && !mayBeOffline ? !found.equals(sent) : !sent.containsAll(found))
                wrong.add("C-GET of " + study + " gave " + found.size() + " instances: " + got.output());
            reads.incrementAndGet();
        }

        /** The file's last bytes: its pixels, which are its last element. */
        private static String pixels(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            return Reader.sha256(java.util.Arrays.copyOfRange(bytes, bytes.length - 8192, bytes.length));
        }
    }
}
