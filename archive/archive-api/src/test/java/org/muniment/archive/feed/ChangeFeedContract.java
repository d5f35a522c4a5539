package org.muniment.archive.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.muniment.archive.feed.ChangeIntentions.Intention;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;

/** What every feed keeps to. It may hold entries of other tests. */
public interface ChangeFeedContract {

    ChangeFeed feed();

    ChangeIntentions intentions();

    @Test
    default void shouldGiveEntriesInTheOrderTheyWereAppended() {
        Position before = feed().end();
        List<StudyChange> appended = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            StudyInstanceUid study = new SampleStudy().uid();
            ChangeKind kind = ChangeKind.values()[i];
            appended.add(new StudyChange(feed().append(study, kind), study, kind));
        }
        assertThat(appended).isSortedAccordingTo((a, b) -> a.position().compareTo(b.position()));
        assertThat(readAll(before, 3, appended)).isEqualTo(appended);
        assertThat(readAll(appended.get(4).position(), 100, appended)).isEqualTo(appended.subList(5, 7));
    }

    @Test
    default void shouldBeginAtTheEndWithoutMissingAnything() {
        feed().append(new SampleStudy().uid(), ChangeKind.STORED);
        Position end = feed().end();
        StudyInstanceUid next = new SampleStudy().uid();
        Position position = feed().append(next, ChangeKind.REJECTED);
        StudyChange expected = new StudyChange(position, next, ChangeKind.REJECTED);
        assertThat(readAll(end, 10, List.of(expected))).containsExactly(expected);
    }

    @Test
    default void shouldFindTheWayFromAnyTime() {
        StudyInstanceUid study = new SampleStudy().uid();
        Position position = feed().append(study, ChangeKind.STORED);
        StudyChange expected = new StudyChange(position, study, ChangeKind.STORED);
        Instant aMinuteAgo = position.time().minus(Duration.ofMinutes(1));
        assertThat(readAll(Position.at(aMinuteAgo), 50, List.of(expected))).containsExactly(expected);
        assertThat(readAll(Position.START, 50, List.of(expected))).containsExactly(expected);
        assertThat(feed().read(Position.at(position.time().plus(Duration.ofDays(1))), 10))
                .isEmpty();
    }

    @Test
    default void shouldHavePositionsWithATextForm() {
        Position position = feed().append(new SampleStudy().uid(), ChangeKind.STORED);
        assertThat(Position.parse(position.toString())).isEqualTo(position);
        assertThat(Position.parse(Position.START.toString())).isEqualTo(Position.START);
        for (String text :
                List.of("", "1", position + "0", "zz" + position.toString().substring(2)))
            assertThatThrownBy(() -> Position.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void shouldKeepIntentionsUntilTheyAreClosed() {
        String node = "node-" + UUID.randomUUID();
        Instant now = Instant.parse("2024-03-01T10:59:59.999Z");
        Intention first = new Intention(UUID.randomUUID(), node, now, new SampleStudy().uid(), ChangeKind.STORED);
        Intention later = new Intention(
                UUID.randomUUID(), node, now.plus(Duration.ofHours(3)), first.study(), ChangeKind.REJECTED);
        intentions().open(first);
        intentions().open(later);
        assertThat(intentions().open(node)).containsExactlyInAnyOrder(first, later);
        assertThat(intentions().nodes()).contains(node);
        assertThat(intentions().open("another")).isEmpty();

        intentions().close(List.of(first));
        assertThat(intentions().open(node)).containsExactly(later);
        intentions().close(List.of(later));
        assertThat(intentions().open(node)).isEmpty();
        intentions().open(first);
        assertThat(intentions().open(node)).containsExactly(first);
        intentions().close(List.of(first));
    }

    /** Reads on until all that is expected has come, and gives what came of it: others may append, too. */
    private List<StudyChange> readAll(Position after, int limit, List<StudyChange> expected) {
        List<StudyChange> found = new ArrayList<>();
        Position[] at = {after};
        StudyChange last = expected.get(expected.size() - 1);
        Awaitility.await().until(() -> {
            List<StudyChange> page = feed().read(at[0], limit);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            page.stream().filter(expected::contains).forEach(found::add);
            if (!page.isEmpty()) at[0] = page.get(page.size() - 1).position();
            return found.contains(last);
        });
        return found;
    }
}
