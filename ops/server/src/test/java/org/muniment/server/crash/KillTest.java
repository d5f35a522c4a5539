package org.muniment.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.server.foreign.MunimentProcess;

/**
 * SIGKILL at random moments while four associations store. Afterwards every acknowledged instance is there with its digest, nothing is
 * half there, and sending the rest again completes. {@code -Dmuniment.kills=N} sets the number of kills of both tests together.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("muniment.kills", 20);
    private static final long SEED = Long.getLong("muniment.kills.seed", 20240229);

    @TempDir
    Path home;

    private final Random random = new Random(SEED);
    private final List<Storm> storms = new ArrayList<>();

    @Test
    void shouldKeepWhatItAcknowledgedWhenTheServerIsKilled() throws Exception {
        MunimentProcess server = MunimentProcess.start(home);
        try {
            for (int kill = 0; kill < KILLS - KILLS / 2; kill++) {
                Storm storm = storm(server, kill);
                server.kill();
                storm.awaitEnd();
                server = MunimentProcess.start(home);
                shouldHoldWhatItAcknowledged(new Peer(server.dicomPort()), storm);
            }
            shouldHoldEverything(new Peer(server.dicomPort()));
        } finally {
            server.close();
        }
    }

    @Test
    void shouldKeepWhatItAcknowledgedWhenCassandraIsKilled() throws Exception {
        try (MunimentProcess server = MunimentProcess.start(home)) {
            Peer peer = new Peer(server.dicomPort());
            for (int kill = 0; kill < KILLS / 2; kill++) {
                Storm storm = storm(server, kill);
                server.cassandra().destroyForcibly();
                storm.awaitEnd();
                awaitIndex(peer);
                shouldHoldWhatItAcknowledged(peer, storm);
            }
            shouldHoldEverything(peer);
        }
    }

    /** Starts a storm, and returns in the middle of it. */
    private Storm storm(MunimentProcess server, int kill) throws InterruptedException {
        Storm storm =
                new Storm(new Peer(server.dicomPort()), "2.25.77." + (kill + 1), 1 + random.nextInt(250), SEED + kill);
        storms.add(storm);
        storm.await();
        return storm;
    }

    /** The supervisor has started Cassandra again, and the driver has found it. */
    private static void awaitIndex(Peer peer) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
            peer.studies("K1");
            return true;
        });
    }

    private static void shouldHoldWhatItAcknowledged(Peer peer, Storm storm) throws IOException {
        Map<String, String> held = peer.get(storm.study());
        assertThat(held.keySet())
                .as("acknowledged and held")
                .containsAll(storm.acknowledged().keySet());
        held.forEach((uid, digest) ->
                assertThat(digest).as(uid).isEqualTo(storm.sent().get(uid).digest()));
        assertThat(peer.find(storm.study())).as("found and held").containsExactlyInAnyOrderElementsOf(held.keySet());
        try (ScuAssociation association = peer.openForStore()) {
            for (Sent rest : storm.unacknowledged()) {
                DimseStatus status = Peer.store(association, rest);
                assertThat(status.isSuccess()).as("sending again: " + status).isTrue();
            }
        }
    }

    /** After all kills: each study complete and unchanged, and no byte of an unfinished write left. */
    private void shouldHoldEverything(Peer peer) throws IOException {
        assertThat(peer.studies("K1"))
                .containsExactlyInAnyOrderElementsOf(
                        storms.stream().map(Storm::study).toList());
        for (Storm storm : storms) {
            Map<String, String> expected = new TreeMap<>();
            storm.sent().forEach((uid, sent) -> expected.put(uid, sent.digest()));
            assertThat(peer.get(storm.study())).isEqualTo(expected);
        }
        try (Stream<Path> unfinished = Files.list(home.resolve("objects/incoming"))) {
            assertThat(unfinished).isEmpty();
        }
    }
}
