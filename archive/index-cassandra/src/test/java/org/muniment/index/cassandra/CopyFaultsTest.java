package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;

/** What readers see of containers when statements or their answers are lost, and when writers come late. */
class CopyFaultsTest {

    /** Three batches. */
    private static final int MEMBERS = 60;

    private static final Sha256 DIGEST = new Sha256("a".repeat(64));

    private static FaultInjectingSession session;
    private static CqlRunner cql;

    private final CassandraCopyIndex copies = new CassandraCopyIndex(cql, Clock.systemUTC());
    private final SeriesId series = new SampleStudy().instance(1, 1).id().seriesId();
    private final List<Member> members = IntStream.range(0, MEMBERS)
            .mapToObj(i -> new Member(
                    ObjectKey.forNewVersionOf(new InstanceId(
                            series.study(),
                            series.series(),
                            new SampleStudy().instance(1, 1).id().instance())),
                    1024L * i,
                    1000,
                    DIGEST))
            .toList();

    @BeforeAll
    static void open() {
        session = new FaultInjectingSession(TestIndex.session());
        cql = new CqlRunner(session, Duration.ofSeconds(10));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private Container begun() {
        Container writing = Container.writing(series, "warm", 1, "warm", true, Instant.now());
        copies.begin(writing);
        return writing;
    }

    private static Container written(Container writing) {
        return writing.written(100_000, DIGEST, MEMBERS);
    }

    /** How many members readers find in the container. */
    private long found(Container container) {
        return members.stream()
                .flatMap(member -> copies.holding(member.object()).stream())
                .filter(held -> held.container().id().equals(container.id()))
                .count();
    }

    @Test
    void shouldShowAllOfAContainerOrNothingOfIt() {
        for (int nth = 1; nth <= 3; nth++) {
            Container good = written(begun());
            session.failBefore(nth, "INSERT INTO container_member");
            assertThatThrownBy(() -> copies.complete(good, members)).isInstanceOf(ArchiveException.class);
            assertThat(found(good)).as("batch %d was lost", nth).isZero();
            copies.complete(good, members);
            assertThat(found(good)).isEqualTo(MEMBERS);
        }
        Container good = written(begun());
        session.failAfter(1, "UPDATE container");
        assertThatThrownBy(() -> copies.complete(good, members)).isInstanceOf(ArchiveException.class);
        assertThat(found(good)).as("only the answer was lost").isEqualTo(MEMBERS);
    }

    @Test
    void shouldKeepTheRowUntilTheMembersAreForgotten() {
        Container good = written(begun());
        copies.complete(good, members);
        session.failBefore(1, "DELETE FROM container USING");
        assertThatThrownBy(() -> copies.remove(good)).isInstanceOf(ArchiveException.class);
        assertThat(found(good)).isZero();
        assertThat(copies.ofStudy(series.study())).as("it can be removed again").hasSize(1);
        copies.remove(good);
        assertThat(copies.ofStudy(series.study())).isEmpty();
    }

    @Test
    void shouldRemoveWhateverComesLateFromANodeWhoseClockIsAhead() {
        Container good = written(begun());
        CassandraCopyIndex behind = new CassandraCopyIndex(cql, Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));
        behind.remove(good);
        assertThatThrownBy(() -> copies.complete(good, members)).hasMessageContaining("given up");
        copies.update(good.verified(Instant.now()));
        assertThat(copies.ofStudy(series.study())).isEmpty();
        assertThat(found(good)).isZero();
    }

    /** Its verification began before it was given up, and ends after. */
    @Test
    void shouldNotBeMadeGoodByAVerificationThatEndsLate() {
        Container good = written(begun());
        copies.complete(good, members);
        copies.update(good.in(CopyState.RELEASING));
        copies.update(good.verified(Instant.now()));
        assertThat(copies.beside(good.location().key()))
                .extracting(Container::state)
                .containsExactly(CopyState.RELEASING);
    }
}
