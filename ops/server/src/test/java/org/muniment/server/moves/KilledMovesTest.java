package org.muniment.server.moves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.cassandra.EmbeddedCassandra;
import org.muniment.cassandra.EmbeddedCassandraConfig;
import org.muniment.s3proxy.S3ProxyProcess;

/** Kills the process that moves studies at each transition of its jobs, and the S3 server now and then; nothing is lost, nothing is left over. */
@Tag("slow")
class KilledMovesTest {

    private static final int STUDIES = 8;
    private static final int DEATHS = 60;

    @TempDir
    private Path home;

    private final Random random = new Random(3);
    private final Set<String> places = new TreeSet<>();
    private final Map<StudyInstanceUid, Map<String, String>> stored = new HashMap<>();
    private int deaths;

    @Test
    void shouldFinishEachMoveAndRecallWhereverItIsKilled() throws Exception {
        MovingNode.writeCredentials(home);
        EmbeddedCassandraConfig defaults = EmbeddedCassandraConfig.defaults(home.resolve("cassandra"));
        try (EmbeddedCassandra cassandra = EmbeddedCassandra.start(defaults);
                S3ProxyProcess s3 = S3ProxyProcess.start(home.resolve("s3"))) {
            s3.createBucket(MovingNode.BUCKET);
            MovingNode.Place place = new MovingNode.Place(
                    home, cassandra.contactPoint().getPort(), cassandra.localDatacenter(), s3.endpoint());
            try (MovingNode node = new MovingNode(place)) {
                List<StudyInstanceUid> studies = ingest(node);
                for (int round = 0; round < 2 || deaths < DEATHS; round++) {
                    survive(
                            place,
                            s3,
                            node,
                            studies,
                            (n, study) -> n.migrate(study, Map.of("warm", 1)),
                            Map.of("warm", 1));
                    survive(
                            place,
                            s3,
                            node,
                            studies,
                            (n, study) -> n.migrate(study, Map.of("cold", 2)),
                            Map.of("cold", 2));
                    survive(place, s3, node, studies, MovingNode::recall, Map.of("cold", 2, "hot", 1));
                }
            }
        }
        System.out.println(deaths + " deaths at " + places);
        assertThat(deaths).isGreaterThanOrEqualTo(DEATHS);
        for (String moment : List.of("before", "ended", "after"))
            for (String step : List.of("MIGRATE MAKE", "MIGRATE RELEASE", "RECALL REQUEST", "RECALL COPY"))
                assertThat(places).contains(moment + " " + step);
    }

    private List<StudyInstanceUid> ingest(MovingNode node) throws IOException {
        List<StudyInstanceUid> studies = new ArrayList<>();
        for (int i = 1; i <= STUDIES; i++) {
            StudyInstanceUid study = new StudyInstanceUid("2.25.77" + i);
            node.ingest(study, 3);
            stored.put(study, node.digests(study));
            studies.add(study);
        }
        return studies;
    }

    private void survive(
            MovingNode.Place place,
            S3ProxyProcess s3,
            MovingNode node,
            List<StudyInstanceUid> studies,
            BiConsumer<MovingNode, StudyInstanceUid> submit,
            Map<String, Integer> wanted)
            throws Exception {
        studies.forEach(study -> submit.accept(node, study));
        for (boolean done = false; !done; ) done = child(place, 1 + random.nextInt(9), s3);
        for (StudyInstanceUid study : studies) {
            assertThat(node.lines(study).gaps(wanted)).as("%s", study).isEmpty();
            assertThat(node.lines(study).surplus(wanted)).as("%s", study).isEmpty();
            assertThat(node.digests(study)).isEqualTo(stored.get(study));
        }
        List<Set<String>> containers = node.containers();
        assertThat(containers.get(0)).isEqualTo(containers.get(1));
        assertThat(node.looseFiles()).isEmpty();
    }

    /** @return whether all jobs are done; else it died */
    private boolean child(MovingNode.Place place, int transition, S3ProxyProcess s3) throws Exception {
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
                        place.s3().toString(),
                        Integer.toString(transition))
                .redirectErrorStream(true)
                .start();
        if (random.nextInt(8) == 0) {
            s3.kill();
            s3.start();
        }
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(3, TimeUnit.MINUTES)).isTrue();
        if (child.exitValue() == 0) return true;
        assertThat(child.exitValue()).as(said).isEqualTo(MovingChild.DIED);
        said.lines().filter(line -> line.startsWith("DIED ")).forEach(line -> places.add(line.substring(5)));
        deaths++;
        return false;
    }
}
