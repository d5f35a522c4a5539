package org.muniment.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.cassandra.EmbeddedCassandra;
import org.muniment.cassandra.SharedCassandra;
import org.muniment.index.cassandra.CassandraIndexConfig;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.job.Scope;
import org.muniment.lifecycle.engine.place.MigrateHandler;
import org.muniment.lifecycle.engine.place.Target;
import org.muniment.server.foreign.MunimentProcess;

/**
 * Two servers on one Cassandra, one hot and one warm tier share jobs that move studies down (150, or {@code muniment.nodes.jobs}: a thousand take two to ten minutes);
 * one of the studies can't be released from the hot tier, and one job is not to be understood. One server is halted past its leases and then goes on, the other
 * is killed.
 */
@Tag("slow")
class TwoNodesTest {

    private static final int STUDIES = Integer.getInteger("muniment.nodes.jobs", 150);
    private static final String STUDY = "2.25.4712.";
    private static final StudyInstanceUid UNDELETABLE = new StudyInstanceUid(STUDY + STUDIES / 2);
    private static final StudyInstanceUid POISON = new StudyInstanceUid(STUDY + STUDIES * 3 / 5);
    private static final int WORKERS = 3;
    private static final int REQUESTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    static Path home;

    private final EmbeddedCassandra cassandra = SharedCassandra.node();
    private final String keyspace = SharedCassandra.freshKeyspace();
    private Path lockedFile;

    @AfterEach
    void unlock() throws Exception {
        if (lockedFile != null) chattr("-i");
    }

    private int chattr(String flag) throws IOException, InterruptedException {
        return new ProcessBuilder("chattr", flag, lockedFile.toString())
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    private MunimentProcess server(String name) throws IOException {
        Path own = Files.createDirectories(home.resolve(name));
        InetSocketAddress contact = cassandra.contactPoint();
        String config =
                """
                muniment:
                  dicom.accept-unknown-sources: true
                  hl7.enabled: false
                  store: {path: %1$s/hot, shared: true}
                  tiers.lower:
                    - {name: warm, path: %1$s/warm}
                  index:
                    backend: external
                    keyspace: %2$s
                    external:
                      contact-points: ["%3$s:%4$d"]
                      datacenter: %5$s
                      replication-factor: 1
                  lifecycle.jobs:
                    workers: %6$d
                    lease: 5s
                    poll: 200ms
                    first-retry: 200ms
                    most-retry: 400ms
                    attempts: 4
                """
                        .formatted(
                                home,
                                keyspace,
                                contact.getHostString(),
                                contact.getPort(),
                                cassandra.localDatacenter(),
                                WORKERS);
        Path file = Files.writeString(own.resolve("muniment.yaml"), config);
        return MunimentProcess.start(own.resolve("home"), Map.of(), List.of("--config", file.toString()));
    }

    private CassandraStudyIndex index() {
        return CassandraStudyIndex.open(
                CassandraIndexConfig.singleNode(cassandra.contactPoint(), cassandra.localDatacenter())
                        .withKeyspace(keyspace));
    }

    @Test
    void shouldShareJobsThoughOneDiesAndOneIsHaltedPastItsLease() throws Exception {
        try (MunimentProcess first = server("first");
                MunimentProcess second = server("second");
                CassandraStudyIndex index = index()) {
            store(List.of(first, second));
            List<Path> hot = files(home.resolve("hot/objects"), ".dcm");
            JobService jobs = new JobService(index.jobs(), index.due(), Clock.systemUTC());
            lockedFile = hotFile(index, UNDELETABLE);
            // not every file system can make a file that can't be deleted
            Set<StudyInstanceUid> stuck = chattr("+i") == 0 ? Set.of(UNDELETABLE, POISON) : Set.of(POISON);
            jobs.pause(Scope.all(), "test");
            studies().forEach(study -> submit(jobs, study));
            jobs.resume(Scope.all(), "test");

            awaitGone(hot, STUDIES * 3 / 20);
            List<StudyInstanceUid> halted = halt(second, jobs);
            await().atMost(PATIENCE).until(() -> halted.stream().noneMatch(study -> isHeldBy(second, jobs, study)));
            awaitGone(hot, STUDIES * 7 / 20);
            signal(second, "CONT");
            await().atMost(PATIENCE).until(() -> lost(second) > 0);
            first.kill();
            awaitSettled(jobs);

            List<Job> all = studies().map(study -> job(jobs, study)).toList();
            assertThat(all.stream().filter(job -> job.state() == JobState.PARKED))
                    .extracting(Job::study)
                    .containsExactlyInAnyOrderElementsOf(stuck);
            if (stuck.contains(UNDELETABLE))
                assertThat(job(jobs, UNDELETABLE).note()).contains("STORE_UNAVAILABLE");
            assertThat(job(jobs, POISON).note()).contains("Exception");
            assertThat(all.stream().filter(job -> job.state() == JobState.DONE)).hasSize(STUDIES - stuck.size());
            requireOneGoodCopy(index, all, stuck.size());
            requireReleasedOnce(index, all);
        }
    }

    private static Stream<StudyInstanceUid> studies() {
        return IntStream.range(0, STUDIES).mapToObj(i -> new StudyInstanceUid(STUDY + i));
    }

    private static void submit(JobService jobs, StudyInstanceUid study) {
        String detail =
                study.equals(POISON) ? "}" : Target.of(Map.of("warm", 1)).toJson();
        jobs.submit(JobKind.MIGRATE, study, MigrateHandler.MAKE, detail, Priority.NORMAL, "test");
    }

    private static Job job(JobService jobs, StudyInstanceUid study) {
        return jobs.find(JobKind.MIGRATE, study).orElseThrow();
    }

    private static boolean isSettled(Job job) {
        return job.state().isFinished() || job.state() == JobState.PARKED;
    }

    private static void awaitGone(List<Path> files, int many) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> files.stream().filter(Files::notExists).count() >= many);
    }

    private static void awaitSettled(JobService jobs) {
        Set<StudyInstanceUid> open = studies().collect(Collectors.toSet());
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            open.removeIf(study -> isSettled(job(jobs, study)));
            return open.isEmpty();
        });
    }

    /**
     * Halts a server in the middle of some of its jobs.
     *
     * @return those
     */
    private static List<StudyInstanceUid> halt(MunimentProcess server, JobService jobs)
            throws IOException, InterruptedException {
        while (true) {
            signal(server, "STOP");
            List<StudyInstanceUid> held =
                    studies().filter(study -> isHeldBy(server, jobs, study)).toList();
            if (!held.isEmpty()) return held;
            signal(server, "CONT");
        }
    }

    private static boolean isHeldBy(MunimentProcess server, JobService jobs, StudyInstanceUid study) {
        Job job = job(jobs, study);
        return job.state() == JobState.RUNNING && job.row().lease().owner().equals(node(server));
    }

    private static String node(MunimentProcess server) {
        try {
            return Files.readString(server.home().resolve("node-id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(MunimentProcess server, String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        "kill", "-" + signal, String.valueOf(server.handle().pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    /** How many of its jobs this server found to be another's when it went on. */
    private static long lost(MunimentProcess server) throws IOException, InterruptedException {
        HttpRequest request = request(server, "/actuator/prometheus").build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("muniment_lifecycle_steps_total") && line.contains("\"lost\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static HttpRequest.Builder request(MunimentProcess server, String path) {
        URI uri = server.http().resolve(path);
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", MunimentProcess.adminAuthorization());
    }

    /** A few requests at a time, by turns to each server. */
    private static void store(List<MunimentProcess> servers) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        List<StudyInstanceUid> all = studies().toList();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            List<StudyInstanceUid> part = all.subList(i * STUDIES / REQUESTS, (i + 1) * STUDIES / REQUESTS);
            HttpRequest request = request(servers.get(i % servers.size()), "/dicom-web/studies")
                    .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=part")
                    .POST(BodyPublishers.ofByteArray(multipart(part)))
                    .build();
            answers.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    private static byte[] multipart(List<StudyInstanceUid> studies) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (StudyInstanceUid study : studies) {
            body.write("--part\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.write(TinyFile.of(study));
            body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.write("--part--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private Path hotFile(CassandraStudyIndex index, StudyInstanceUid study) {
        try (var series = index.series(study)) {
            return series.flatMap(each -> index.instances(each.id()))
                    .map(instance -> home.resolve("hot/objects")
                            .resolve(instance.location().key().path()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** One good container each, as long as the index says, and nothing else on either tier. */
    private void requireOneGoodCopy(CassandraStudyIndex index, List<Job> all, int stuck) throws IOException {
        for (Job job : all) {
            List<Container> containers;
            try (Stream<Container> found = index.copies().ofStudy(job.study())) {
                containers = found.toList();
            }
            if (job.study().equals(POISON)) {
                assertThat(containers).isEmpty();
                continue;
            }
            assertThat(containers).as("copies of " + job.study()).hasSize(1);
            Container only = containers.get(0);
            assertThat(only.state()).isEqualTo(CopyState.GOOD);
            Path file =
                    home.resolve("warm/objects").resolve(only.location().key().path());
            assertThat(file).hasSize(only.size());
        }
        assertThat(files(home.resolve("warm/objects"), ".tar")).hasSize(STUDIES - 1);
        assertThat(files(home.resolve("hot/objects"), ".dcm"))
                .as("undeletable and poison")
                .hasSize(stuck);
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .toList();
        }
    }

    /**
     * No owner of a job has released its hot copy more than once; as nearly all had one owner, theirs was released once. A release is written down before it is
     * begun, so that who took a job over from an owner who was halted or killed may have written it down once more.
     */
    private static void requireReleasedOnce(CassandraStudyIndex index, List<Job> all) {
        Map<StudyInstanceUid, Long> released;
        try (Stream<Sealed> entries = index.audit().read(1)) {
            released = entries.map(Sealed::event)
                    .filter(event -> event.kind() == EventKind.COPY_RELEASED)
                    .map(LifecycleEvent::study)
                    .collect(Collectors.groupingBy(study -> study.orElseThrow(), Collectors.counting()));
        }
        List<Job> done =
                all.stream().filter(job -> job.state() == JobState.DONE).toList();
        for (Job job : done)
            assertThat(released.get(job.study())).as("releases of " + job).isBetween(1L, owners(job));
        assertThat(done.stream().filter(job -> owners(job) > 1))
                .as("taken over, or tried again")
                .hasSizeBetween(1, Math.max(10, STUDIES / 20));
    }

    /** The fencing token is 1 at first, and grows when somebody claims the job and when he leaves it; who loses it doesn't. */
    private static long owners(Job done) {
        return done.token() - 2;
    }
}
