package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the copies of a large series cost. */
@Tag("measurement")
class CopyCostTest {

    private static final Logger LOG = LoggerFactory.getLogger(CopyCostTest.class);
    private static final int INSTANCES = 10_000;

    @Test
    void shouldKeepTheCopiesOfALargeSeries() {
        try (CassandraStudyIndex index = CassandraStudyIndex.open(TestIndex.freshConfig())) {
            CopyIndex copies = index.copies();
            SeriesId series = new SeriesId(new StudyInstanceUid("2.25.1"), new SeriesInstanceUid("2.25.1.1"));
            List<Member> members = IntStream.range(0, INSTANCES)
                    .mapToObj(i -> new Member(
                            ObjectKey.forNewVersionOf(new InstanceId(
                                    series.study(), series.series(), new SopInstanceUid("2.25.1.1." + i))),
                            2048L * i,
                            2000,
                            new Sha256("%064x".formatted(i))))
                    .toList();
            Container last = null;
            for (int i = 0; i < 4; i++) {
                Container made = Container.writing(series, "warm", 1, "warm", true, Instant.now());
                copies.begin(made);
                Container good = made.written(1, new Sha256("%064x".formatted(1)), INSTANCES);
                time("complete", 1, () -> copies.complete(good, members));
                if (i > 1) time("remove", 1, () -> copies.remove(good));
                last = good;
            }
            for (int round = 0; round < 3; round++)
                time("holding", 2000, () -> members.subList(0, 2000)
                        .forEach(member ->
                                assertThat(copies.holding(member.object())).hasSize(2)));
            Container first = copies.ofStudy(series.study()).findFirst().orElse(last);
            time("members", 1, () -> {
                try (Stream<Member> all = copies.members(first)) {
                    assertThat(all).hasSize(INSTANCES);
                }
            });
        }
    }

    private static void time(String what, int times, Runnable act) {
        long start = System.nanoTime();
        act.run();
        LOG.info("{}: {} ms", what, "%.2f".formatted((System.nanoTime() - start) / 1e6 / times));
    }
}
