package org.muniment.lifecycle.engine.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.lifecycle.DueBucket;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.lifecycle.engine.SetClock;

class DueReaderTest {

    private final SetClock clock = new SetClock(Instant.parse("2031-03-01T10:20:30Z"));
    private final MemoryDueIndex index = new MemoryDueIndex(clock);
    private final DueReader reader = new DueReader(index, DueList.JOB, clock);

    private List<Reminder> read() {
        return reader.read(lane -> 10);
    }

    private Stream<String> items() {
        return read().stream().map(Reminder::item);
    }

    private void schedule(String item, Duration in) {
        index.schedule(DueList.JOB, "A", item, clock.instant().plus(in));
        clock.advance(Duration.ofMillis(1));
    }

    private List<DueBucket> buckets() {
        return index.begun(DueList.JOB, clock.instant()).toList();
    }

    @Test
    void shouldGiveEachReminderOnceWhenItIsDue() {
        schedule("a", Duration.ZERO);
        schedule("b", Duration.ofSeconds(5));
        assertThat(items()).containsExactly("a");
        assertThat(items()).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(items()).containsExactly("b");
        clock.advance(Duration.ofMinutes(2));
        assertThat(items()).isEmpty();
    }

    @Test
    void shouldSeeWhatAppearsLateOfAnotherNode() {
        Instant behind = clock.instant();
        schedule("a", Duration.ZERO);
        clock.advance(Duration.ofSeconds(20));
        schedule("b", Duration.ZERO);
        assertThat(items()).containsExactly("a", "b");
        clock.set(behind.plusSeconds(1)); // of the other node
        schedule("late", Duration.ZERO);
        clock.set(behind.plusSeconds(21));
        assertThat(items()).containsExactly("late");
    }

    @Test
    void shouldReadMoreWhenThereIsRoom() {
        IntStream.range(0, 25).forEach(i -> schedule("item " + i, Duration.ZERO));
        assertThat(Stream.of(read(), read(), read()).map(List::size)).containsExactly(10, 10, 5);
        assertThat(reader.read(lane -> 0)).isEmpty();
    }

    @Test
    void shouldLetABucketGoOnceItsHourIsOverAndAllIsSettled() {
        schedule("a", Duration.ZERO);
        schedule("b", Duration.ZERO);
        List<Reminder> both = read();
        clock.advance(Duration.ofMinutes(50));
        reader.settle(both.get(0));
        assertThat(items()).isEmpty();
        assertThat(buckets()).as("b is not settled").hasSize(1);
        reader.settle(both.get(1));
        assertThat(items()).isEmpty();
        assertThat(buckets()).isEmpty();
    }

    @Test
    void shouldKeepABucketOfThisHour() {
        schedule("a", Duration.ZERO);
        read().forEach(reader::settle);
        clock.advance(Duration.ofMinutes(5));
        assertThat(items()).isEmpty();
        assertThat(buckets()).hasSize(1);
    }

    @Test
    void shouldReadWhatWasNotLetGoAgainAfterARestart() {
        schedule("a", Duration.ZERO);
        read().forEach(reader::settle);
        DueReader restarted = new DueReader(index, DueList.JOB, clock);
        assertThat(restarted.read(lane -> 10)).extracting(Reminder::item).containsExactly("a");
    }
}
