package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;

/** Others are told of a move where it may have changed whether a study can be read at once, and of no other. */
class ToldOfMovesTest {

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"hot, warm, false", "warm, cold, true", "cold, warm, true"})
    void shouldTellWhereReadersMayNoticeIt(String from, String to, boolean told) throws IOException {
        try (MovingArchive archive = new MovingArchive(root)) {
            archive.archive.changes.start();
            archive.fill();
            archive.migrate(Map.of(from, 1));
            await().until(() -> !isToBeAnnounced(archive));
            Position before = archive.archive.feed.end();

            archive.migrate(Map.of(to, 1));

            boolean announced = archive.archive.feed.read(before, 100).stream()
                    .anyMatch(change -> change.kind() == ChangeKind.MOVED);
            assertThat(announced || isToBeAnnounced(archive)).isEqualTo(told);
        }
    }

    private static boolean isToBeAnnounced(MovingArchive archive) {
        return archive.archive.feed.open("node").stream().anyMatch(intention -> intention.kind() == ChangeKind.MOVED);
    }
}
