package org.muniment.core.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;

class StudyChangesTest {

    private static final ArchiveException FAULT = new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "injected");

    private final SettableClock clock = new SettableClock();
    private final MemoryChangeFeed feed = new MemoryChangeFeed(clock);
    private final CountedIntentions intentions = new CountedIntentions(feed);
    private final StudyChanges changes = new StudyChanges(feed, intentions, "node", clock);
    private final StudyInstanceUid study = new SampleStudy().uid();

    @Test
    void shouldAnnounceAChangeOnceItWasMade() {
        changes.during(study, ChangeKind.STORED, () -> {
            assertThat(feed.open("node")).hasSize(1);
            after(5);
            assertThat(announced()).isEmpty();
            return study;
        });
        after(1);
        assertThat(announced()).containsExactly(ChangeKind.STORED);
        after(4);
        assertThat(announced()).hasSize(1);
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldCostABurstOneIntentionAndFewEntries() {
        for (int i = 0; i < 1000; i++) {
            changes.changed(study, ChangeKind.STORED);
            clock.advance(Duration.ofMillis(10));
            changes.flush();
        }
        after(5);
        assertThat(intentions.opened).isEqualTo(1);
        assertThat(announced().size()).isBetween(2, 6);
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldAnnounceEveryBurstToItsEnd() {
        for (int i = 0; i < 30; i++) {
            changes.changed(study, ChangeKind.STORED);
            Instant made = clock.instant();
            after(2);
            assertThat(feed.end().time()).isAfterOrEqualTo(made);
        }
    }

    @Test
    void shouldAnnounceNothingWhereNothingWasWritten() {
        try (var change = changes.begin(study, ChangeKind.STORED)) {
            change.promise();
        }
        changes.begin(study, ChangeKind.STORED).close();
        after(5);
        assertThat(announced()).isEmpty();
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldAnnounceTwiceWhatIsUncertain() {
        assertThatThrownBy(() -> changes.during(study, ChangeKind.REJECTED, () -> {
                    throw FAULT;
                }))
                .isSameAs(FAULT);
        after(1);
        assertThat(announced()).hasSize(1);
        after(10);
        assertThat(feed.open("node")).hasSize(1);
        after(25);
        assertThat(announced()).containsExactly(ChangeKind.REJECTED, ChangeKind.REJECTED);
        after(5);
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldLetNothingBeWrittenWithoutIntention() {
        intentions.failing = true;
        List<String> written = new ArrayList<>();
        assertThatThrownBy(() -> changes.during(study, ChangeKind.STORED, () -> written.add("")))
                .isSameAs(FAULT);
        assertThat(written).isEmpty();

        intentions.failing = false;
        changes.during(study, ChangeKind.STORED, () -> written.add(""));
        after(1);
        assertThat(announced()).hasSize(1);
    }

    @Test
    void shouldAnnounceWhatACrashLeft() {
        var interrupted = changes.begin(study, ChangeKind.STORED);
        interrupted.writing(); // and the process dies
        StudyChanges next = new StudyChanges(feed, feed, "node", clock);
        next.recover();
        clock.advance(Duration.ofSeconds(1));
        next.flush();
        assertThat(announced()).containsExactly(ChangeKind.STORED);
        clock.advance(Duration.ofSeconds(31));
        next.flush();
        assertThat(announced()).hasSize(2);
        clock.advance(Duration.ofSeconds(4));
        next.flush();
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldAnnounceWhatANodeLeftThatNeverComesBack() {
        changes.begin(study, ChangeKind.STORED).writing();
        AbandonedIntentions other = new AbandonedIntentions(feed, feed, "other", clock);
        other.look();
        assertThat(announced()).isEmpty();
        clock.advance(Duration.ofMinutes(3));
        other.look();
        clock.advance(Duration.ofMinutes(3));
        other.look();
        assertThat(announced()).hasSize(1);
        clock.advance(Duration.ofHours(1));
        other.look();
        assertThat(announced()).hasSize(2);
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldNotRelyOnAnIntentionOthersMayHaveClosed() {
        try (var slow = changes.begin(study, ChangeKind.STORED)) {
            slow.promise();
            clock.advance(Duration.ofMinutes(50));
            slow.writing();
            assertThat(intentions.opened).isEqualTo(2);
            slow.made(ChangeKind.STORED);
        }
        after(5);
        assertThat(announced()).hasSize(1);
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldForgetAPromiseThatCameTooLate() {
        var change = changes.begin(study, ChangeKind.STORED);
        change.close();
        change.promise();
        after(5);
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldAnnounceBeforeItStops() {
        changes.changed(study, ChangeKind.STORED);
        changes.close();
        assertThat(announced()).hasSize(1);
        assertThat(feed.open("node")).isEmpty();
    }

    @Test
    void shouldGoOnAnnouncingAfterAnError() {
        AtomicBoolean failing = new AtomicBoolean(true);
        ChangeFeed faulty = new ChangeFeed() {
            @Override
            public Position append(StudyInstanceUid changed, ChangeKind kind) {
                if (failing.compareAndSet(true, false)) throw new OutOfMemoryError("injected");
                return feed.append(changed, kind);
            }

            @Override
            public List<StudyChange> read(Position after, int limit) {
                return feed.read(after, limit);
            }

            @Override
            public Position end() {
                return feed.end();
            }
        };
        try (StudyChanges started = new StudyChanges(faulty, intentions, "node", clock)) {
            started.start();
            started.changed(study, ChangeKind.STORED);
            clock.advance(Duration.ofSeconds(1));
            Awaitility.await().until(() -> {
                clock.advance(Duration.ofSeconds(1));
                return !announced().isEmpty();
            });
        }
    }

    private void after(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        changes.flush();
    }

    private List<ChangeKind> announced() {
        return feed.read(Position.START, 1000).stream().map(StudyChange::kind).toList();
    }

    private static final class CountedIntentions implements ChangeIntentions {
        private final ChangeIntentions intentions;
        private int opened;
        private boolean failing;

        private CountedIntentions(ChangeIntentions intentions) {
            this.intentions = intentions;
        }

        @Override
        public void open(Intention intention) {
            if (failing) throw FAULT;
            opened++;
            intentions.open(intention);
        }

        @Override
        public void close(Collection<Intention> kept) {
            intentions.close(kept);
        }

        @Override
        public List<Intention> open(String by) {
            return intentions.open(by);
        }

        @Override
        public List<String> nodes() {
            return intentions.nodes();
        }
    }

    /** A clock that stands still until it is told to go on. */
    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2024-03-01T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
