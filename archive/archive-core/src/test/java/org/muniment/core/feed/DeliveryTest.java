package org.muniment.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.feed.MemorySubscribers;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.feed.TroubledChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.core.feed.StudyChangesTest.SettableClock;

class DeliveryTest {

    private static final FeedConfig CONFIG = new FeedConfig(
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(5)),
            3,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    private final SettableClock clock = new SettableClock();
    private final MemoryChangeFeed feed = new MemoryChangeFeed(clock);
    private final MemorySubscribers states = new MemorySubscribers();
    private final Target target = new Target();
    private final SubscriberEngine engine =
            new SubscriberEngine(feed, states, List.of(target), "node", CONFIG, DeliveryListener.NONE, clock);
    private final SubscriberService service = new SubscriberService(feed, states, engine, clock);
    private final StudyInstanceUid first = new SampleStudy().uid();
    private final StudyInstanceUid second = new SampleStudy().uid();
    private final StudyInstanceUid third = new SampleStudy().uid();
    private Delivery delivery;

    @BeforeEach
    void register() {
        feed.append(new SampleStudy().uid(), ChangeKind.STORED);
        delivery = delivery("node", clock);
        delivery.register();
    }

    private Delivery delivery(String node, Clock clock) {
        return new Delivery(target, feed, states, node, CONFIG, DeliveryListener.NONE, clock);
    }

    @Test
    void shouldTellANewSubscriberOfWhatHappensFromNowOn() {
        append(first, second);
        delivery.step();
        assertThat(target.taken).containsExactly(first, second);
        assertThat(position()).isEqualTo(feed.end());
        delivery.step();
        assertThat(target.taken).hasSize(2);
    }

    @Test
    void shouldTellOfCloseChangesOfAStudyOnce() {
        append(first, second, first, first);
        delivery.step();
        assertThat(target.taken).containsExactly(second, first);
    }

    @Test
    void shouldPassWhatTheSubscriberDoesNotWant() {
        feed.append(first, ChangeKind.HELD);
        delivery.step();
        assertThat(target.taken).isEmpty();
        assertThat(position()).isEqualTo(feed.end());
    }

    @Test
    void shouldGoOnAfterARestartWhereItWas() {
        append(first);
        delivery.step();
        append(second);
        delivery("node", clock).step();
        assertThat(target.taken).containsExactly(first, second);
    }

    @Test
    void shouldGoOnAfterAnError() {
        target.error = new OutOfMemoryError("injected");
        append(first);
        engine.start();
        try {
            Awaitility.await().until(() -> {
                engine.call("target");
                return target.taken.contains(first);
            });
        } finally {
            engine.close();
        }
    }

    @Nested
    class WhereTheTargetIsDown {

        @Test
        void shouldKeepNothingButThePlaceAndLoseNothing() {
            Position before = position();
            target.down = true;
            append(first, second);
            Duration paused = Duration.ZERO;
            for (int i = 0; i < 30; i++) {
                Duration pause = delivery.step();
                clock.advance(pause);
                paused = paused.plus(pause);
            }
            assertThat(paused).isGreaterThan(Duration.ofMinutes(10));
            assertThat(delivery.problem()).isEqualTo("connection refused");
            assertThat(position()).isEqualTo(before);
            assertThat(states.troubled("target")).isEmpty();

            append(third);
            target.down = false;
            delivery.step();
            delivery.step();
            assertThat(target.taken).containsExactlyInAnyOrder(first, second, third);
            assertThat(delivery.problem()).isEmpty();
        }

        @Test
        void shouldNotTakeStudiesThatLookLikeItForTheWholeTarget() {
            target.seemsDown.addAll(List.of(first, second));
            append(third, first, second);
            List<StudyInstanceUid> others = new ArrayList<>(List.of(third));
            for (int i = 0; i < 20; i++) {
                clock.advance(delivery.step());
                others.add(new SampleStudy().uid());
                append(others.get(others.size() - 1));
            }
            assertThat(troubled(first).attempts()).isPositive();
            assertThat(troubled(second).attempts()).isPositive();
            for (int i = 0; i < 5; i++) clock.advance(delivery.step());
            assertThat(target.taken).containsAll(others);
        }
    }

    @Nested
    class WhereAStudyIsNotTaken {

        @BeforeEach
        void append() {
            target.refused.add(first);
            DeliveryTest.this.append(first, second);
            delivery.step();
        }

        @Test
        void shouldGoOnWithTheOthers() {
            assertThat(target.taken).containsExactly(second);
            assertThat(position()).isEqualTo(feed.end());
            assertThat(troubled(first).reason()).isEqualTo("answered 422");
        }

        @Test
        void shouldTryItAgainLaterAlsoAfterARestart() {
            target.refused.clear();
            delivery.step();
            assertThat(target.taken).containsExactly(second);
            clock.advance(Duration.ofSeconds(7));
            delivery("node", clock).step();
            assertThat(target.taken).containsExactly(second, first);
            assertThat(states.troubled("target", first)).isEmpty();
        }

        @Test
        void shouldParkItInTheEndAndLeaveItToAPerson() {
            for (int i = 0; i < 2; i++) {
                clock.advance(Duration.ofMinutes(1));
                delivery.step();
            }
            assertThat(troubled(first).isParked()).isTrue();
            assertThat(troubled(first).attempts()).isEqualTo(3);
            assertThat(service.find("target").parked()).isEqualTo(1);
            target.refused.clear();
            clock.advance(Duration.ofDays(1));
            delivery.step();
            assertThat(target.taken).containsExactly(second);

            service.retry("target", first, "jane");
            delivery.step();
            assertThat(target.taken).containsExactly(second, first);
            assertThat(service.troubled("target", 10)).isEmpty();
        }

        @Test
        void shouldForgetItWhereAPersonSaysSo() {
            service.discard("target", first, "jane");
            target.refused.clear();
            clock.advance(Duration.ofMinutes(1));
            delivery.step();
            assertThat(target.taken).containsExactly(second);
        }

        @Test
        void shouldForgetThatItWasParkedOnceALaterChangeIsTaken() {
            for (int i = 0; i < 2; i++) {
                clock.advance(Duration.ofMinutes(1));
                delivery.step();
            }
            target.refused.clear();
            DeliveryTest.this.append(first);
            delivery("node", clock).step();
            assertThat(target.taken).containsExactly(second, first);
            assertThat(states.troubled("target", first)).isEmpty();
        }

        @Test
        void shouldReadOnWhileOthersAreTriedAgain() {
            clock.advance(Duration.ofMinutes(10));
            DeliveryTest.this.append(third);
            delivery.step();
            assertThat(target.taken).containsExactly(second, third);
        }

        @Test
        void shouldTakeNoMoreFromTheFeedWhileTooManyWait() {
            target.refusesAll = true;
            for (int i = 0; i < 3000; i++) DeliveryTest.this.append(new SampleStudy().uid());
            for (int i = 0; i < 20; i++) delivery.step();
            assertThat(states.troubled("target").count()).isBetween(1000L, 1200L);
            assertThat(position()).isLessThan(feed.end());
        }

        @Test
        void shouldTryAllOfTooManyAgainAfterARestart() {
            target.refusesAll = true;
            for (int i = 0; i < 1150; i++) DeliveryTest.this.append(new SampleStudy().uid());
            for (int i = 0; i < 10; i++) delivery.step();
            assertThat(states.troubled("target").count()).isGreaterThan(1000);
            target.refusesAll = false;
            target.refused.clear();
            Delivery restarted = delivery("node", clock);
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofMinutes(10));
                restarted.step();
            }
            assertThat(states.troubled("target")).isEmpty();
        }
    }

    @Nested
    class WhereThereAreSeveralNodes {

        private final SettableClock otherClock = new SettableClock();
        private final Delivery other = delivery("other", otherClock);

        @Test
        void shouldDeliverOnOneOfThem() {
            append(first);
            delivery.step();
            append(second);
            other.step();
            assertThat(target.taken).containsExactly(first);
            delivery.step();
            assertThat(target.taken).containsExactly(first, second);
        }

        @Test
        void shouldTakeOverFromOneThatFellSilent() {
            append(first);
            delivery.step();
            otherClock.advance(Duration.ofMinutes(2));
            append(second);
            other.step();
            assertThat(target.taken).containsExactly(first, second);
            append(third);
            delivery.step();
            assertThat(target.taken).hasSize(2);
        }
    }

    @Test
    void shouldReplayFromAPosition() {
        Position before = position();
        append(first, second);
        delivery.step();
        service.replay("target", before, "jane");
        delivery.step();
        assertThat(target.taken).containsExactly(first, second, first, second);

        service.replay("target", Position.at(clock.instant().plus(Duration.ofDays(1))), "jane");
        clock.advance(Duration.ofSeconds(1));
        append(third);
        delivery.step();
        assertThat(target.taken).endsWith(third);
    }

    @Test
    void shouldRestWhilePaused() {
        service.pause("target", "jane");
        append(first);
        delivery.step();
        assertThat(target.taken).isEmpty();
        assertThat(service.find("target").lag()).isZero();
        clock.advance(Duration.ofSeconds(90));
        assertThat(service.find("target").lag()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(90));
        service.resume("target", "jane");
        delivery.step();
        assertThat(target.taken).containsExactly(first);
    }

    private void append(StudyInstanceUid... studies) {
        for (StudyInstanceUid study : studies) feed.append(study, ChangeKind.STORED);
    }

    private Position position() {
        return states.find("target").orElseThrow().position();
    }

    private TroubledChange troubled(StudyInstanceUid study) {
        return states.troubled("target", study).orElseThrow();
    }

    private static final class Target implements Subscriber {
        private final List<StudyInstanceUid> taken = new CopyOnWriteArrayList<>();
        private final Set<StudyInstanceUid> refused = new HashSet<>();
        private final Set<StudyInstanceUid> seemsDown = new HashSet<>();
        private boolean refusesAll;
        private boolean down;
        private volatile Error error;

        @Override
        public String name() {
            return "target";
        }

        @Override
        public boolean wants(ChangeKind kind) {
            return kind != ChangeKind.HELD;
        }

        @Override
        public void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException {
            Error thrown = error;
            error = null;
            if (thrown != null) throw thrown;
            if (down || seemsDown.contains(change.study())) throw new TargetUnavailableException("connection refused");
            if (refusesAll || refused.contains(change.study())) throw new UndeliverableException("answered 422");
            taken.add(change.study());
        }
    }
}
