package org.muniment.server.moves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.cassandra.EmbeddedCassandra;
import org.muniment.cassandra.EmbeddedCassandraConfig;
import org.muniment.dicom.UID;
import org.muniment.s3proxy.ArchiveFront;
import org.muniment.s3proxy.S3ProxyProcess;

/**
 * Kills the process that moves studies at each transition of its jobs, and the S3 server now and then; nothing is lost, nothing is left over. On the way to
 * warm studies are encoded anew; what lies on cold is offline, so that recalls wait. This process, which looks whether all is there, asks the S3 server
 * itself, which knows nothing of that.
 */
@Tag("measurement")
class KilledMovesTest {

    private static final int STUDIES = 8;
    private static final int DEATHS = 60;
    private static final List<String> MIGRATE = List.of("MIGRATE MAKE", "MIGRATE RELEASE");
    private static final List<String> SHRINK =
            List.of("MIGRATE MAKE", "MIGRATE RECOMPRESS", "MIGRATE COPY", "MIGRATE RELEASE");
    private static final List<String> DISPOSE = Stream.of(
                    "RESERVE",
                    "FIRST_LOOK",
                    "HIDE",
                    "WAIT",
                    "LAST_LOOK",
                    "CONTAINERS",
                    "OBJECTS",
                    "METADATA",
                    "ROWS",
                    "CERTIFICATE")
            .map(step -> "DISPOSE " + step)
            .toList();
    private static final List<String> RECALL = List.of("RECALL REQUEST", "RECALL COPY");

    @TempDir
    private Path home;

    private final Random random = new Random(3);
    private final Map<String, Integer> deaths = new TreeMap<>();
    private final Map<StudyInstanceUid, Map<String, String>> stored = new LinkedHashMap<>();
    private final List<InstanceId> images = new ArrayList<>();
    private MovingNode.Place place;
    private S3ProxyProcess s3;
    private ArchiveFront front;
    private int outages;

    @Test
    void shouldFinishEachMoveRecallAndDestructionWhereverItIsKilled() throws Exception {
        MovingNode.writeCredentials(home);
        EmbeddedCassandraConfig defaults = EmbeddedCassandraConfig.defaults(home.resolve("cassandra"));
        try (EmbeddedCassandra cassandra = EmbeddedCassandra.start(defaults);
                S3ProxyProcess proxy = S3ProxyProcess.start(home.resolve("s3"));
                ArchiveFront offline = ArchiveFront.start(proxy.endpoint(), Duration.ofSeconds(2))) {
            s3 = proxy;
            s3.createBucket(MovingNode.BUCKET);
            front = offline;
            place = new MovingNode.Place(
                    home, cassandra.contactPoint().getPort(), cassandra.localDatacenter(), s3.endpoint());
            ingest();
            survive(SHRINK, (node, study) -> node.migrate(study, Map.of("warm", 1)), Map.of("warm", 1));
            assertEncodedAnew();
            survive(MIGRATE, (node, study) -> node.migrate(study, Map.of("cold", 2)), Map.of("cold", 2));
            survive(RECALL, MovingNode::recall, Map.of("cold", 2, "hot", 1));
            destroy(List.copyOf(stored.keySet()).subList(0, STUDIES / 2));
            assertStored(Map.of("cold", 2, "hot", 1));
        }
        System.out.println(deaths() + " deaths, " + outages + " of the S3 server: " + deaths);
        assertThat(deaths()).isGreaterThanOrEqualTo(DEATHS);
        assertThat(outages).isPositive();
        assertThat(deaths)
                .containsKeys(Stream.of(SHRINK, RECALL, DISPOSE)
                        .flatMap(KilledMovesTest::transitions)
                        .toArray(String[]::new));
    }

    private int deaths() {
        return deaths.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Before a step, between its end and the record of it, and after that. */
    private static Stream<String> transitions(List<String> steps) {
        return steps.stream().flatMap(step -> Stream.of("before " + step, "ended " + step, "after " + step));
    }

    private void ingest() throws IOException {
        Files.writeString(
                home.resolve(MovingNode.PLACEMENT),
                """
                name: smaller
                version: 1
                basis: a test
                rules:
                  - name: all
                    reason: to see them encoded anew on their way to warm
                    copies: { warm: 1 }
                    recompress: [warm]
                """);
        Path policies = Files.createDirectories(home.resolve("policies/retention"));
        Files.copy(
                Path.of("../../config/policies/retention/samples/us-hospital-imaging.yaml"),
                policies.resolve("us-hospital-imaging.yaml"));
        try (MovingNode node = new MovingNode(place)) {
            node.activatePolicy();
            for (int i = 1; i <= STUDIES; i++) {
                StudyInstanceUid study = new StudyInstanceUid("2.25.77" + i);
                node.ingest(study, 3);
                stored.put(study, node.digests(study));
                node.lines(study).holdings().instances().forEach(image -> images.add(image.id()));
                assertThat(stored.get(study)).hasSize(3);
            }
        }
    }

    private void assertEncodedAnew() throws IOException {
        try (MovingNode node = new MovingNode(place)) {
            assertThat(node.encodings()).containsExactly(UID.JPEGLSLossless);
        }
    }

    private void survive(
            List<String> steps, BiConsumer<MovingNode, StudyInstanceUid> submit, Map<String, Integer> wanted)
            throws Exception {
        try (MovingNode node = new MovingNode(place)) {
            stored.keySet().forEach(study -> submit.accept(node, study));
        }
        dieAtEach(steps);
        assertStored(wanted);
    }

    private void destroy(List<StudyInstanceUid> studies) throws Exception {
        try (MovingNode node = new MovingNode(place)) {
            node.dispose(studies);
        }
        dieAtEach(DISPOSE);
        try (MovingNode node = new MovingNode(place)) {
            assertThat(node.destructions.all()).isEmpty();
            assertThat(node.certificates.verify()).isEmpty();
            assertThat(LongStream.rangeClosed(1, node.certificates.count())
                            .mapToObj(number ->
                                    node.certificates.certificate(number).study()))
                    .containsExactlyInAnyOrderElementsOf(
                            studies.stream().map(StudyInstanceUid::value).toList());
            for (StudyInstanceUid study : studies) {
                assertThat(node.traces(study)).isEmpty();
                assertThat(node.isDestroyed(study)).isTrue();
                stored.remove(study);
            }
        }
    }

    private void assertStored(Map<String, Integer> wanted) throws IOException {
        try (MovingNode node = new MovingNode(place)) {
            stored.forEach((study, digests) -> {
                assertThat(node.lines(study).gaps(wanted)).as("%s", study).isEmpty();
                assertThat(node.lines(study).surplus(wanted)).as("%s", study).isEmpty();
                assertThat(node.digests(study)).isEqualTo(digests);
            });
            assertNothingLeftOver(node);
        }
    }

    /** But for what the reconciler collects: a note of a destruction whose writer died between its file and its row lies in a series of its own. */
    private void assertNothingLeftOver(MovingNode node) {
        List<Set<String>> containers = node.containers();
        assertThat(containers.get(1)).isEqualTo(containers.get(0));
        assertThat(node.damaged()).isEmpty();
        assertThat(node.looseFiles()).noneMatch(file -> images.stream().anyMatch(file::isVersionOf));
    }

    /** Once at each transition of these steps, in their order; then anywhere, until the work is done. */
    private void dieAtEach(List<String> steps) throws Exception {
        for (String at : transitions(steps).toList()) if (isDone(at, 1)) return;
        for (boolean done = false; !done; ) done = isDone("", 1 + random.nextInt(12));
    }

    /** Lets a process work. @return whether all is done; else it died */
    private boolean isDone(String at, int passing) throws Exception {
        Path said = home.resolve("said");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MovingChild.class.getName(),
                        place.home().toString(),
                        Integer.toString(place.cassandra()),
                        place.datacenter(),
                        front.endpoint().toString(),
                        at,
                        Integer.toString(passing))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (random.nextInt(6) == 0) takeAwayS3(child);
            assertThat(child.waitFor(2, TimeUnit.MINUTES))
                    .as(() -> "ends, at " + at + ": " + read(said))
                    .isTrue();
        } finally {
            child.destroyForcibly();
        }
        if (child.exitValue() == 0) return true;
        assertThat(child.exitValue()).as(() -> read(said)).isEqualTo(MovingChild.DIED);
        read(said)
                .lines()
                .filter(line -> line.startsWith("DIED "))
                .forEach(line -> deaths.merge(line.substring(5), 1, Integer::sum));
        return false;
    }

    private void takeAwayS3(Process child) throws InterruptedException {
        child.waitFor(random.nextInt(3_000), TimeUnit.MILLISECONDS);
        s3.kill();
        child.waitFor(random.nextInt(3_000), TimeUnit.MILLISECONDS);
        s3.start();
        outages++;
    }

    private static String read(Path said) {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
