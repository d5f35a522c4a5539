package org.muniment.core.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Held;
import org.muniment.archive.tier.Member;
import org.muniment.archive.tier.MemoryCopyIndex;
import org.muniment.core.Observed;
import org.muniment.core.SampleDataSet;

class RecentCopiesTest {

    private static final Sha256 DIGEST = new Sha256("0".repeat(64));

    private final SeriesId series = new SampleDataSet(1, 1, 1).id().seriesId();
    private final CopyIndex index = new MemoryCopyIndex();
    private final List<ObjectKey> lookedUp = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final RecentCopies recent = new RecentCopies(
            Observed.calls(CopyIndex.class, index, (method, args) -> {
                if (method.equals("holding")) lookedUp.add((ObjectKey) args[0]);
            }),
            now::get);

    @Test
    void shouldLookUpAllOfASeriesThatIsReadOneByOne() {
        List<Member> members = members(100);
        Container container = made(members);

        for (Member member : members)
            assertThat(recent.holding(member.object())).containsExactly(new Held(container, member));

        assertThat(lookedUp).as("the first few").hasSizeLessThan(10);
    }

    @Test
    void shouldNotLookUpAllOfALargeSeriesForTheSakeOfAFew() {
        List<Member> members = members(2000);
        made(members);
        members.subList(0, 50).forEach(member -> recent.holding(member.object()));
        assertThat(lookedUp).hasSize(50);
    }

    @Test
    void shouldForgetAfterSomeSeconds() {
        List<Member> members = members(100);
        Container container = made(members);
        members.forEach(member -> recent.holding(member.object()));
        lookedUp.clear();
        index.update(container.in(CopyState.SUSPECT));

        now.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(recent.holding(members.get(0).object()))
                .extracting(held -> held.container().state())
                .containsExactly(CopyState.SUSPECT);
    }

    @Test
    void shouldLookUpWhatItDoesNotKnow() {
        List<Member> members = members(20);
        made(members);
        members.forEach(member -> recent.holding(member.object()));
        List<Member> late = members(1);
        Container second = made(late);
        assertThat(recent.holding(late.get(0).object())).containsExactly(new Held(second, late.get(0)));
    }

    private Container made(List<Member> members) {
        Container writing = Container.writing(series, "warm", 1, "warm", true, Instant.now());
        index.begin(writing);
        Container good = writing.written(1, DIGEST, members.size());
        index.complete(good, members);
        return good;
    }

    private List<Member> members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Member(
                        ObjectKey.forNewVersionOf(
                                new InstanceId(series.study(), series.series(), new SopInstanceUid("2.25.1.1." + i))),
                        512L * i,
                        100,
                        DIGEST))
                .toList();
    }
}
