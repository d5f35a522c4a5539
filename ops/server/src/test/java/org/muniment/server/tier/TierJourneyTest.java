package org.muniment.server.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.s3proxy.ArchiveFront;
import org.muniment.s3proxy.S3ProxyProcess;
import org.muniment.server.foreign.Commands;
import org.muniment.server.foreign.MunimentProcess;

/**
 * Studies go from hot to warm to cold, are recalled and go back to hot, as three policies want one after the other, while clients read them all the
 * time; those of MR are encoded anew on the way to warm, and their pixels stay the same, for decoders of others, too. Cold is a bucket of an archive
 * class: what lies there only is offline, and everything else readable at every moment. Who asks for what is offline has it recalled and gets it, by
 * WADO-RS later and by C-GET and C-MOVE at once. Clients do so with some studies only, so that there are others for cold to keep alone: these they read
 * while the server says they are online.
 */
@Tag("slow")
class TierJourneyTest {

    private static final int STUDIES = Integer.getInteger("muniment.journey.studies", 20);
    private static final String DESTINATION = "DESTINATION";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @TempDir
    Path work;

    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger offline = new AtomicInteger();
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private volatile boolean mayBeOffline;
    private volatile boolean isColdInUse;
    private Set<String> visited;
    private int movePort;
    private volatile boolean ended;

    @Test
    void shouldKeepEveryByteReadableOnTheWayThroughAllTiersAndBack() throws Exception {
        Commands.require(
                "dcmsend", "getscu", "movescu", "dcmftest", "dcmdump", "tar", "sha256sum", "dcmdjpls", "gdcmconv");
        Journey journey = new Journey(work.resolve("files"), STUDIES);
        visited = everyFifth(journey.studies());
        movePort = Commands.freePort();
        Path home = work.resolve("home");
        try (S3ProxyProcess s3 = S3ProxyProcess.start(work.resolve("s3"));
                ArchiveFront front = ArchiveFront.start(s3.endpoint(), Duration.ofSeconds(3))) {
            s3.createBucket("cold");
            Path config = configuration(front);
            try (MunimentProcess server = MunimentProcess.start(home, "--config", config.toString())) {
                Reader reader = new Reader(server.http());
                hire(reader);
                store(server, journey);
                readAll(reader, journey);
                List<Thread> clients = new ArrayList<>();
                for (int i = 0; i < 2; i++) clients.add(start(new Client(reader, journey, i)));
                clients.add(start(new GetClient(server, reader, journey)));
                try {
                    Path warm = home.resolve("warm/objects");
                    Path cold = s3.buckets().resolve("cold");
                    Path hot = home.resolve("objects/objects");

                    activate(reader, 1);
                    int series = journey.series();
                    int former = journey.encodedAnew().size(); // the reconciler removes them much later
                    await(hot, warm, cold, now -> now.equals(new Awaited(0, series, 0, former)));
                    checkContainers(warm);
                    isColdInUse = true;
                    mayBeOffline = true;
                    read.clear();
                    activate(reader, 2);
                    // what somebody asked for is on hot, too
                    await(hot, warm, cold, now -> now.equals(new Awaited(now.onHot(), 0, series, former)));
                    shouldHaveBeenRead("while they went to cold");
                    checkContainers(cold);
                    shouldBeRecalledForWhoAsks(server, reader, journey);

                    // until all recalls are over: what is being recalled is looked at much later
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> areOnline(reader, visited)
                                    && reader.jobs("recall").equals("[]"));
                    mayBeOffline = false;
                    read.clear();
                    activate(reader, 3);
                    await(hot, warm, cold, now -> now.onWarm() == 0 && now.onCold() == 0);
                    shouldHaveBeenRead("while they came back");
                    checkContainers(hot);
                } finally {
                    ended = true;
                    for (Thread client : clients) client.join(60_000);
                }
                assertThat(wrong).isEmpty();
                readAll(reader, journey);
                shouldBeDecodedByOthersToWhatWasSent(reader, journey);
                assertThat(reads).hasValueGreaterThan(100);
                assertThat(offline).hasValueGreaterThan(0);
                System.out.println(reads + " reads meanwhile, " + offline + " of what was offline");
            }
        }
    }

    private void shouldHaveBeenRead(String meanwhile) {
        System.out.println(read.size() + " of " + STUDIES + " studies were read " + meanwhile);
        assertThat(read).as("read %s", meanwhile).hasSizeGreaterThan(STUDIES / 2);
    }

    private static void readAll(Reader reader, Journey journey) throws IOException, InterruptedException {
        for (Journey.Instance instance : journey.instances()) {
            assertThat(reader.instance(instance)).isEqualTo(Reader.SAME);
            for (int frame = 1; frame <= instance.frames(); frame++)
                assertThat(reader.frame(instance, frame)).isEqualTo(Reader.SAME);
        }
    }

    private void shouldBeDecodedByOthersToWhatWasSent(Reader reader, Journey journey) throws Exception {
        Path folder = Files.createDirectories(work.resolve("encoded"));
        for (Journey.Instance instance : journey.encodedAnew())
            Pixels.shouldDecodeTo(
                    Pixels.digest(journey.file(instance)),
                    Files.write(folder.resolve(instance.uid()), reader.asStored(instance)));
    }

    private static Set<String> everyFifth(List<String> studies) {
        return IntStream.range(0, studies.size())
                .filter(i -> i % Journey.EVERY == 0)
                .mapToObj(studies::get)
                .collect(Collectors.toSet());
    }

    private static boolean areOnline(Reader reader, Collection<String> studies)
            throws IOException, InterruptedException {
        for (String study : studies) if (!reader.isOnline(study)) return false;
        return true;
    }

    /** Of three studies that are offline; one of them was encoded anew. */
    private void shouldBeRecalledForWhoAsks(MunimentProcess server, Reader reader, Journey journey) throws Exception {
        List<String> offlineOnes = new ArrayList<>();
        for (String study : journey.studies()) if (!reader.isOnline(study)) offlineOnes.add(study);
        List<Journey.Instance> wanted = journey.of(offlineOnes.get(0));
        assertThat(reader.instance(wanted.get(0))).isEqualTo(Reader.OFFLINE);
        for (Journey.Instance instance : wanted) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(RETRY_AFTER)
                    .until(() -> reader.instance(instance), answer -> !answer.equals(Reader.OFFLINE));
            for (int frame = 1; frame <= instance.frames(); frame++)
                assertThat(reader.frame(instance, frame)).isEqualTo(Reader.SAME);
        }
        String anew = offlineOnes.stream()
                .skip(1)
                .filter(study -> journey.of(study).get(0).encodedAnew())
                .findFirst()
                .orElseThrow();
        offlineOnes.remove(anew);
        shouldGive(journey, anew, study -> retrieve("getscu", server, study));
        shouldGive(
                journey,
                offlineOnes.get(1),
                study -> retrieve("movescu", server, study, "-aem", DESTINATION, "+P", String.valueOf(movePort)));
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
        Path sources = Files.createDirectories(work.resolve("sources"));
        Files.writeString(
                sources.resolve("destination.yaml"),
                """
                name: where movescu sends to
                aeTitle: %s
                host: 127.0.0.1
                port: %d
                may: [receive]
                """
                        .formatted(DESTINATION, movePort));
        return Files.writeString(
                work.resolve("muniment.yaml"),
                """
                muniment:
                  dicom:
                    sources: %s
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
                      stay: 1h
                      poll: 1s
                      retry-after: %ds
                    jobs:
                      workers: 4
                """
                        .formatted(
                                sources, front.endpoint(), credentials, policies.getParent(), RETRY_AFTER.toSeconds()));
    }

    private static void policy(Path directory, int version, String tier) throws IOException {
        Files.writeString(
                directory.resolve("journey-" + version + ".yaml"),
                """
                name: journey
                version: %d
                basis: a test
                rules:
                  - name: machines
                    when: { modality: MR }
                    reason: to see them become smaller
                    copies: { %s: 1 }
                    recompress: [%s]
                  - name: all
                    reason: to see them move
                    copies: { %s: 1 }
                """
                        .formatted(version, tier, tier, tier));
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

    /** Until what lies on the tiers is as wanted, or something was wrong. */
    private void await(Path hot, Path warm, Path cold, Predicate<Awaited> wanted) {
        Awaitility.await()
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
                        now -> !(now instanceof Awaited counts) || wanted.test(counts));
        assertThat(wrong).isEmpty();
    }

    /** Containers on each tier, and loose instances. */
    private record Awaited(long onHot, long onWarm, long onCold, long loose) {}

    private static long count(Path directory, String suffix) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return -1; // a file was gone when it was looked at
        }
    }

    /** By tar, sha256sum and DCMTK, without Muniment. */
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
                    "tar -xf " + container + " -C " + out + " && cd " + out + " && sha256sum -c SHA256SUMS"
                            + " && find . -name '*.dcm' | grep -q . && find . -name '*.dcm' | while read file;"
                            + " do dcmftest $file && dcmdump -q $file > /dev/null || exit 1; done");
            assertThat(checked.exit()).as(checked.output()).isZero();
        }
    }

    private interface Retrieval {
        Retrieved of(String study) throws Exception;
    }

    /** What a client got: digests of the pixels, and what it printed. */
    private record Retrieved(Set<String> pixels, String output) {}

    private static void shouldGive(Journey journey, String study, Retrieval client) throws Exception {
        Retrieved got = client.of(study);
        assertThat(got.pixels()).as(got.output()).isEqualTo(sent(journey, study));
    }

    /** By a program of DCMTK, which waits until the study is there. */
    private Retrieved retrieve(String program, MunimentProcess server, String study, String... options)
            throws Exception {
        Path received = Files.createTempDirectory(work, program);
        List<String> command = new ArrayList<>(List.of(program, "-v", "-S", "-aec", "MUNIMENT"));
        command.addAll(List.of(options));
        command.addAll(List.of("-od", received.toString()));
        command.addAll(List.of("-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=" + study));
        command.addAll(List.of("127.0.0.1", String.valueOf(server.dicomPort())));
        Commands.Result ended = Commands.run(command.toArray(String[]::new));
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(received)) {
            for (Path file : files.toList()) {
                found.add(Pixels.digest(file));
                Files.delete(file);
            }
        }
        return new Retrieved(found, ended.output());
    }

    private static Set<String> sent(Journey journey, String study) throws IOException {
        Set<String> sent = new TreeSet<>();
        for (Journey.Instance instance : journey.of(study)) sent.add(Pixels.digest(journey.file(instance)));
        return sent;
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

    /** Once cold is in use, some studies only, and what is online. */
    private boolean isToBeRead(Reader reader, String study) throws IOException, InterruptedException {
        return !isColdInUse || visited.contains(study) || reader.isOnline(study);
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
                    List<String> studies = journey.studies();
                    String uid = studies.get(random.nextInt(studies.size()));
                    if (!isToBeRead(reader, uid)) continue;
                    List<Journey.Instance> study = journey.of(uid);
                    Journey.Instance instance = study.get(random.nextInt(study.size()));
                    judge(reader.instance(instance));
                    judge(reader.frame(instance, 1 + random.nextInt(instance.frames())));
                    read.add(uid);
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                wrong.add("a client ended: " + e);
            }
        }
    }

    /** Gets study after study by C-GET, and compares the pixels with the files that were sent. */
    private final class GetClient implements Runnable {
        private final MunimentProcess server;
        private final Reader reader;
        private final Journey journey;

        GetClient(MunimentProcess server, Reader reader, Journey journey) {
            this.server = server;
            this.reader = reader;
            this.journey = journey;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; !ended; i++) {
                    List<String> studies = journey.studies();
                    String study = studies.get(i * 37 % studies.size());
                    if (isToBeRead(reader, study)) get(study);
                }
            } catch (Exception e) {
                wrong.add("the C-GET client ended: " + e);
            }
        }

        /** Also what is offline, for which it waits. What goes offline between two instances is had by asking again. */
        private void get(String study) throws Exception {
            boolean mayGoOffline = mayBeOffline;
            Retrieved got = retrieve("getscu", server, study);
            if ((mayGoOffline || mayBeOffline) && !got.pixels().equals(sent(journey, study)))
                got = retrieve("getscu", server, study);
            if (!got.pixels().equals(sent(journey, study)))
                wrong.add("C-GET of " + study + " gave " + got.pixels().size() + " instances: " + got.output());
            reads.incrementAndGet();
        }
    }
}
