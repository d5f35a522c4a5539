package org.muniment.archive.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.SampleStudy;

/** What every keeper of subscribers' states keeps to. It may hold those of other tests. */
public interface SubscribersContract {

    Instant NOW = Instant.parse("2024-03-01T00:00:00.123Z");

    Subscribers subscribers();

    @Test
    default void shouldChangeAStateOnlyFromTheOneItWasMadeOf() {
        SubscriberState first = SubscriberState.first("s-" + UUID.randomUUID(), Position.at(NOW));
        assertThat(subscribers().find(first.name())).isEmpty();
        assertThat(subscribers().add(first)).isTrue();
        assertThat(subscribers().add(first.at(Position.START))).isFalse();
        assertThat(subscribers().find(first.name())).contains(first);

        SubscriberState owned = first.ownedBy("node", NOW.plusSeconds(30));
        assertThat(subscribers().replace(first, owned)).isTrue();
        assertThat(subscribers().replace(first, first.paused(true))).isFalse();
        SubscriberState moved = owned.at(new Position(17, -4)).paused(true);
        assertThat(subscribers().replace(owned, moved)).isTrue();
        assertThat(subscribers().find(first.name())).contains(moved);
        assertThat(subscribers().all()).contains(moved);
        assertThat(subscribers().replace(SubscriberState.first("nobody", Position.START), moved))
                .isFalse();
    }

    @Test
    default void shouldKeepNothingOfASubscriberThatWasRemoved() {
        SubscriberState first = SubscriberState.first("s-" + UUID.randomUUID(), Position.at(NOW));
        StudyChange change = new StudyChange(new Position(5, 6), new SampleStudy().uid(), ChangeKind.STORED);
        subscribers().add(first);
        subscribers().keep(first.name(), new TroubledChange(change, 1, "", NOW, Optional.empty()));

        subscribers().remove(first.name());

        assertThat(subscribers().find(first.name())).isEmpty();
        assertThat(subscribers().replace(first, first.paused(true))).isFalse();
        try (Stream<TroubledChange> all = subscribers().troubled(first.name())) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    default void shouldKeepOneTroubledChangeOfAStudy() {
        String name = "s-" + UUID.randomUUID();
        StudyChange change = new StudyChange(new Position(5, 6), new SampleStudy().uid(), ChangeKind.STORED);
        TroubledChange waiting = new TroubledChange(change, 1, "answered 500", NOW, Optional.of(NOW.plusSeconds(5)));
        TroubledChange parked = new TroubledChange(change, 8, "answered 422, größer", NOW, Optional.empty());
        StudyChange other = new StudyChange(new Position(7, 6), new SampleStudy().uid(), ChangeKind.PATIENT);

        subscribers().keep(name, waiting);
        subscribers().keep(name, parked);
        subscribers().keep(name, new TroubledChange(other, 1, "", NOW, Optional.empty()));
        assertThat(subscribers().troubled(name, change.study())).contains(parked);
        try (Stream<TroubledChange> all = subscribers().troubled(name)) {
            assertThat(all.map(TroubledChange::change)).containsExactlyInAnyOrder(change, other);
        }

        subscribers().forget(name, change.study());
        assertThat(subscribers().troubled(name, change.study())).isEmpty();
        assertThat(subscribers().troubled(name, other.study())).isPresent();
        subscribers().forget(name, other.study());
        try (Stream<TroubledChange> all = subscribers().troubled(name)) {
            assertThat(all).isEmpty();
        }
    }
}
