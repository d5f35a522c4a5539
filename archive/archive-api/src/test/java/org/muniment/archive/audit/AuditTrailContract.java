package org.muniment.archive.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.audit.AuditVerification.Anchor;
import org.muniment.archive.id.StudyInstanceUid;

/** What every {@link AuditTrail} does. Others may append to it at the same time. */
public interface AuditTrailContract {

    AuditTrail trail();

    static LifecycleEvent event(String reason) {
        return new LifecycleEvent(
                EventKind.HOLD_PLACED,
                Instant.parse("2031-05-06T10:59:59.123456Z"),
                "officer",
                Optional.of(new StudyInstanceUid("1.2.3.4")),
                Map.of("reason", reason, "case", "4711"));
    }

    private List<Sealed> from(long sequence) {
        try (Stream<Sealed> entries = trail().read(sequence)) {
            return entries.toList();
        }
    }

    @Test
    default void shouldKeepAnEventAsItWas() {
        LifecycleEvent event = event("a claim\nof\ttwo \\ lines, é");
        Sealed sealed = trail().append(event);
        assertThat(from(sealed.sequence()).get(0)).isEqualTo(sealed);
        assertThat(sealed.event()).isEqualTo(event);
        assertThat(sealed.text()).doesNotContain("\n");
        LifecycleEvent aboutNone = LifecycleEvent.of(EventKind.POLICY_ACTIVATED, event.at(), "officer");
        assertThat(trail().append(aboutNone).event()).isEqualTo(aboutNone);
    }

    @Test
    default void shouldChainEachEntryToTheOneBefore() {
        List<Sealed> appended = IntStream.range(0, 1100)
                .mapToObj(i -> trail().append(event("no. " + i)))
                .toList();
        List<Sealed> read = from(appended.get(0).sequence());
        assertThat(read).containsSubsequence(appended);
        for (int i = 1; i < read.size(); i++) {
            assertThat(read.get(i).sequence()).isEqualTo(read.get(i - 1).sequence() + 1);
            assertThat(read.get(i).previous()).isEqualTo(read.get(i - 1).hash());
        }
        assertThat(trail().last().orElseThrow().sequence())
                .isGreaterThanOrEqualTo(appended.get(1099).sequence());
        assertThat(trail().length()).isGreaterThanOrEqualTo(appended.get(1099).sequence());
    }

    @Test
    default void shouldTakeTheEventsOfManyAtATime() {
        long before = trail().append(event("first")).sequence();
        List<Sealed> appended = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> trail().append(event("no. " + i)))
                .toList();
        assertThat(appended.stream().map(Sealed::sequence)).doesNotHaveDuplicates();
        assertThat(from(before + 1)).containsAll(appended);
        Sealed last = appended.get(199);
        AuditVerification verification =
                AuditVerification.of(trail(), List.of(new Anchor(last.sequence(), last.hash())));
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.entries()).isGreaterThan(200);
    }
}
