package org.muniment.archive.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.rejection.Rejection.Restoration;
import org.muniment.archive.rejection.Rejection.State;

/** What every register of rejections keeps to. It may hold those of other tests. */
public interface RejectionRegisterContract {

    Instant NOW = Instant.parse("2024-03-01T00:00:00.123Z");

    RejectionRegister register();

    @Test
    default void shouldKeepARejectionThroughoutItsLife() {
        Rejection pending = sample(NOW);
        register().record(pending);
        assertThat(register().find(pending.note().instance())).contains(pending);

        Rejection inForce = pending.inForce();
        register().record(inForce);
        assertThat(register().find(pending.note().instance())).contains(inForce);

        Restoration restoration = new Restoration("jane", NOW.plusSeconds(60), "befundet, 日本");
        Rejection restored = inForce.restoring(restoration).restored();
        register().record(inForce.restoring(restoration));
        register().record(restored);
        assertThat(register().find(pending.note().instance())).contains(restored);
        assertThat(list(register().ofStudy(pending.note().study()))).containsExactly(restored);
    }

    @Test
    default void shouldFindRejectionsByTheStudiesTheyTouch() {
        SampleStudy touched = new SampleStudy();
        SampleStudy home = new SampleStudy();
        Rejection rejection = new Rejection(
                home.instanceId(9, 9),
                RejectionCode.PATIENT_SAFETY,
                "RIS",
                NOW,
                "",
                Set.of(touched.uid()),
                3,
                State.PENDING,
                Optional.empty());
        register().record(rejection);

        assertThat(list(register().ofStudy(touched.uid()))).containsExactly(rejection);
        assertThat(list(register().ofStudy(home.uid()))).containsExactly(rejection);
        assertThat(list(register().ofStudy(new SampleStudy().uid()))).isEmpty();
    }

    @Test
    default void shouldListTheLatestFirst() {
        Rejection old = sample(NOW.minus(Duration.ofDays(40)));
        Rejection middle = sample(NOW.minusSeconds(1));
        Rejection latest = sample(NOW);
        List.of(middle, old, latest).forEach(register()::record);

        assertThat(list(register().before(NOW.plusMillis(1))))
                .filteredOn(List.of(old, middle, latest)::contains)
                .containsExactly(latest, middle, old);
        assertThat(list(register().before(NOW))).contains(middle, old).doesNotContain(latest);
    }

    @Test
    default void shouldListAsUnsettledWhatWasRecordedSince() {
        Rejection rejection = sample(NOW);
        register().record(rejection);
        register().record(rejection.inForce());
        assertThat(list(register().unsettled())).contains(rejection.inForce());

        register().settle(rejection.inForce());
        assertThat(list(register().unsettled())).doesNotContain(rejection.inForce());
        assertThat(register().find(rejection.note().instance())).isPresent();

        Rejection restoring = rejection.inForce().restoring(new Restoration("jane", NOW.plusSeconds(9), ""));
        register().record(restoring);
        assertThat(list(register().unsettled())).contains(restoring);
        register().settle(restoring.restored());
        assertThat(list(register().unsettled())).doesNotContain(restoring);
    }

    @Test
    default void shouldForgetARejectionThatNeverCameToBe() {
        Rejection rejection = sample(NOW);
        register().record(rejection);

        register().forget(rejection);

        assertThat(register().find(rejection.note().instance())).isEmpty();
        assertThat(list(register().ofStudy(rejection.note().study()))).isEmpty();
        assertThat(list(register().before(NOW.plusSeconds(1)))).doesNotContain(rejection);
        assertThat(list(register().unsettled())).doesNotContain(rejection);
    }

    private static Rejection sample(Instant at) {
        SampleStudy study = new SampleStudy();
        return new Rejection(
                study.instanceId(9, 9),
                RejectionCode.QUALITY,
                "jane",
                at,
                "blurred",
                Set.of(study.uid()),
                2,
                State.PENDING,
                Optional.empty());
    }

    private static <T> List<T> list(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }
}
