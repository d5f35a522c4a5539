package org.muniment.archive.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every index of reminders keeps to. It may hold those of other tests; its clock is {@link #NOW}. */
public interface DueIndexContract {

    Instant NOW = Instant.parse("2031-03-01T10:20:30.123Z");
    Due START = new Due(Instant.EPOCH, "");

    DueIndex due();

    /** A lane of this test alone. */
    static String lane() {
        return UUID.randomUUID().toString().toUpperCase(java.util.Locale.ROOT);
    }

    private List<Due> all(String lane, Instant by) {
        return begun(lane, by)
                .flatMap(bucket -> due().read(bucket, START, by, 100).stream())
                .toList();
    }

    private Stream<DueBucket> begun(String lane, Instant by) {
        try (Stream<DueBucket> begun = due().begun(DueList.JOB, by)) {
            return begun.filter(bucket -> bucket.lane().equals(lane)).toList().stream();
        }
    }

    @Test
    default void shouldReadWhatIsDueInOrderOfTime() {
        String lane = lane();
        Due soon = new Due(NOW.plusSeconds(1), "b");
        Due later = new Due(NOW.plusSeconds(90 * 60), "a");
        Due nextYear = new Due(NOW.plus(Duration.ofDays(400)), "c");
        for (Due due : List.of(nextYear, later, soon, soon)) due().schedule(DueList.JOB, lane, due.item(), due.at());

        assertThat(all(lane, NOW)).isEmpty();
        assertThat(all(lane, NOW.plusSeconds(1))).containsExactly(soon);
        assertThat(all(lane, later.at())).containsExactly(soon, later);
        assertThat(all(lane, nextYear.at())).containsExactly(soon, later, nextYear);
        assertThat(begun(lane, NOW)).containsExactly(DueBucket.of(DueList.JOB, lane, soon));
    }

    @Test
    default void shouldReadOnWhereItWasLeft() {
        String lane = lane();
        List<Due> some = IntStream.range(0, 5)
                .mapToObj(i -> new Due(NOW.plusSeconds(1 + i / 2), "item " + i))
                .toList();
        some.forEach(due -> due().schedule(DueList.JOB, lane, due.item(), due.at()));
        DueBucket bucket = begun(lane, NOW.plusSeconds(1)).findFirst().orElseThrow();

        assertThat(due().read(bucket, START, NOW.plusSeconds(9), 3)).isEqualTo(some.subList(0, 3));
        assertThat(due().read(bucket, some.get(2), NOW.plusSeconds(9), 3)).isEqualTo(some.subList(3, 5));
        assertThat(due().read(bucket, some.get(4), NOW.plusSeconds(9), 3)).isEmpty();
    }

    @Test
    default void shouldRemindSoonOfWhatIsOfThePast() {
        String lane = lane();
        Due soon = new Due(NOW.plusMillis(1), "late");
        due().schedule(DueList.JOB, lane, "late", NOW.minus(Duration.ofDays(3)));
        due().schedule(DueList.JOB, lane, "late", NOW);
        assertThat(all(lane, NOW)).as("readers have passed now").isEmpty();
        assertThat(all(lane, soon.at())).containsExactly(soon);
    }

    @Test
    default void shouldForgetABucketAsAWhole() {
        String lane = lane();
        Due later = new Due(NOW.plusSeconds(90 * 60), "later");
        due().schedule(DueList.JOB, lane, "soon", NOW);
        due().schedule(DueList.JOB, lane, later.item(), later.at());
        DueBucket first = begun(lane, NOW.plusMillis(1)).findFirst().orElseThrow();

        due().drop(first);
        assertThat(all(lane, later.at())).containsExactly(later);
        assertThat(begun(lane, later.at())).doesNotContain(first);
        due().drop(first);
    }

    @Test
    default void shouldSpreadManyStudiesOfOneHour() {
        Instant at = NOW.plus(Duration.ofDays(7));
        List<Due> some = IntStream.range(0, 100)
                .mapToObj(i -> new Due(at, "1.2." + UUID.randomUUID().hashCode() + i))
                .toList();
        some.forEach(due -> due().schedule(DueList.STUDY, "", due.item(), due.at()));
        try (Stream<DueBucket> begun = due().begun(DueList.STUDY, at)) {
            List<DueBucket> ofThatHour = begun.filter(bucket -> bucket.begin()
                            .equals(DueBucket.of(DueList.STUDY, "", some.get(0)).begin()))
                    .toList();
            assertThat(ofThatHour).hasSizeGreaterThan(8);
            assertThat(ofThatHour.stream()
                            .flatMap(bucket -> due().read(bucket, START, at, 1000).stream())
                            .collect(Collectors.toSet()))
                    .containsAll(some);
        }
    }

    @Test
    default void shouldBeLedByOneNode() {
        String node = "a" + UUID.randomUUID();
        boolean leads = due().lead(DueList.STUDY, node, Duration.ofSeconds(2));
        assertThat(leads).isTrue();
        assertThat(due().lead(DueList.STUDY, "b", Duration.ofSeconds(2))).isFalse();
        assertThat(due().lead(DueList.STUDY, node, Duration.ofSeconds(2))).isTrue();
    }
}
