package org.muniment.archive.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.SampleStudy;

/** What every register of jobs keeps to. It may hold jobs of other tests. */
public interface JobRegisterContract {

    Instant WHEN = Instant.parse("2031-03-01T00:00:00.123Z");

    JobRegister register();

    private static JobRecord job() {
        return new JobRecord(
                new JobKey("MIGRATE", new SampleStudy().uid()),
                2,
                JobProgress.at("COPY", "{\"to\":\"größer\"}", WHEN),
                new JobLease("", Instant.EPOCH, 1),
                "policy",
                WHEN,
                1);
    }

    @Test
    default void shouldChangeAJobOnlyFromTheRecordItWasMadeOf() {
        JobRecord first = job();
        assertThat(register().find(first.key())).isEmpty();
        assertThat(register().replace(first, first.urged(0))).isFalse();
        assertThat(register().add(first)).isTrue();
        assertThat(register().add(first.urged(0))).isFalse();
        assertThat(register().find(first.key())).contains(first);

        JobRecord claimed = first.next(
                first.progress().in(JobState.RUNNING, "why"), first.lease().givenTo("node", WHEN.plusSeconds(30)));
        assertThat(register().replace(first, claimed)).isTrue();
        assertThat(register().replace(first, first.urged(0))).isFalse();
        assertThat(register().find(first.key())).contains(claimed);
    }

    @Test
    default void shouldListParkedJobsUntilTheyGoOn() {
        JobRecord waiting = job();
        JobRecord parked = waiting.next(
                waiting.progress().in(JobState.PARKED, "no room"),
                waiting.lease().taken());
        register().add(waiting);
        register().replace(waiting, parked);
        try (Stream<JobRecord> all = register().parked("MIGRATE")) {
            assertThat(all).contains(parked).doesNotContain(waiting);
        }
        try (Stream<JobRecord> others = register().parked("VERIFY")) {
            assertThat(others).doesNotContain(parked);
        }

        JobRecord again =
                parked.next(parked.progress().again(0, WHEN, ""), parked.lease().taken());
        register().replace(parked, again);
        try (Stream<JobRecord> all = register().parked("MIGRATE")) {
            assertThat(all).extracting(JobRecord::key).doesNotContain(waiting.key());
        }
    }

    @Test
    default void shouldKeepWhatIsPausedUntilItIsResumed() {
        String scope = "tier/" + UUID.randomUUID();
        register().pause(scope);
        register().pause(scope);
        assertThat(register().paused()).contains(scope);
        register().resume(scope);
        assertThat(register().paused()).doesNotContain(scope);
    }
}
