package org.muniment.archive.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;

/** What every {@link CopyIndex} does. {@link #copies()} gives the same throughout one test; it may hold containers of other studies. */
public interface CopyIndexContract {

    Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    CopyIndex copies();

    @Test
    default void shouldShowNothingInAContainerThatIsBeingWritten() {
        SeriesId series = newSeries();
        Container writing = Container.writing(series, "warm", 1, "warm", true, NOW);

        copies().begin(writing);

        assertThat(ofStudy(series)).containsExactly(writing);
        assertThat(members(writing)).isEmpty();
    }

    @Test
    default void shouldFindAnObjectInEveryContainerThatHoldsIt() {
        SeriesId series = newSeries();
        List<Member> three = members(series, 3);
        Container warm = made(series, "warm", three);
        Container cold = made(series, "cold", three.subList(1, 3));

        assertThat(copies().holding(three.get(0).object())).containsExactly(new Held(warm, three.get(0)));
        assertThat(copies().holding(three.get(2).object()))
                .containsExactlyInAnyOrder(new Held(warm, three.get(2)), new Held(cold, three.get(2)));
        assertThat(copies().holding(ObjectKey.forNewVersionOf(instance(series, 1))))
                .as("another version")
                .isEmpty();
        assertThat(copies().holding(members(newSeries(), 1).get(0).object())).isEmpty();
        assertThat(ofStudy(series)).containsExactlyInAnyOrder(warm, cold);
        assertThat(members(cold)).containsExactlyElementsOf(three.subList(1, 3));
    }

    @Test
    default void shouldHoldASeriesOfManyInstances() {
        SeriesId series = newSeries();
        List<Member> many = members(series, 1203);
        List<Member> shuffled = new ArrayList<>(many);
        Collections.shuffle(shuffled, new Random(1));
        Container container = made(series, "warm", shuffled);

        assertThat(members(container)).containsExactlyElementsOf(many);
        assertThat(copies().holding(many.get(1202).object())).containsExactly(new Held(container, many.get(1202)));
    }

    @Test
    default void shouldKeepWhatWasReceivedOfAMemberThatIsEncodedAnew() {
        SeriesId series = newSeries();
        Member plain = members(series, 1).get(0);
        Member anew =
                new Member(plain.object(), plain.offset(), plain.length(), plain.digest(), Optional.of(digest(77)));
        made(series, "cold", List.of(anew));

        assertThat(copies().holding(plain.object())).extracting(Held::member).containsExactly(anew);
    }

    @Test
    default void shouldTellStateAndVerification() {
        SeriesId series = newSeries();
        Container made = made(series, "warm", members(series, 1));

        copies().update(made.verified(NOW.plusSeconds(5)));
        assertThat(ofStudy(series)).containsExactly(made.verified(NOW.plusSeconds(5)));

        Container suspect = made.verified(NOW.plusSeconds(5)).in(CopyState.SUSPECT);
        copies().update(suspect);
        assertThat(ofStudy(series)).containsExactly(suspect);

        copies().update(suspect.verified(NOW.plusSeconds(9)));
        assertThat(ofStudy(series)).containsExactly(made.verified(NOW.plusSeconds(9)));

        copies().update(made.seen(NOW.plusSeconds(20)));
        assertThat(ofStudy(series))
                .as("seen is not verified, and undoes no verification")
                .containsExactly(made.verified(NOW.plusSeconds(9)).seen(NOW.plusSeconds(20)));
    }

    @Test
    default void shouldStayReleasingWhateverIsWrittenAfterwards() {
        SeriesId series = newSeries();
        List<Member> one = members(series, 1);
        Container made = made(series, "warm", one);
        copies().update(made.in(CopyState.RELEASING));

        copies().update(made.verified(NOW.plusSeconds(60)));
        copies().begin(Container.writing(series, "warm", 1, "warm", true, NOW));

        assertThat(copies().holding(one.get(0).object()))
                .extracting(held -> held.container().state())
                .as("it can still be read, until its bytes are gone")
                .containsExactly(CopyState.RELEASING);
        assertBusy(() -> copies().complete(made, one));
    }

    @Test
    default void shouldNotBringBackAContainerThatWasRemoved() {
        SeriesId series = newSeries();
        List<Member> two = members(series, 2);
        Container made = made(series, "warm", two);
        copies().remove(made);
        copies().remove(made);
        assertThat(copies().holding(two.get(0).object())).isEmpty();
        assertThat(ofStudy(series)).isEmpty();
        assertThat(members(made)).isEmpty();

        copies().update(made.verified(NOW));
        assertBusy(() -> copies().complete(made, two));
        copies().begin(made.in(CopyState.WRITING));

        assertThat(ofStudy(series)).isEmpty();
        assertThat(copies().holding(two.get(0).object())).isEmpty();
        assertThat(members(made)).isEmpty();
    }

    @Test
    default void shouldNotMindWritesThatAreRepeated() {
        SeriesId series = newSeries();
        List<Member> two = members(series, 2);
        Container writing = Container.writing(series, "warm", 2, "warm", false, NOW);
        copies().begin(writing);
        copies().begin(writing);
        Container made = writing.written(2000, digest(1), 2);
        copies().complete(made, two);
        copies().complete(made, two);

        assertThat(ofStudy(series)).containsExactly(made);
        assertThat(members(made)).containsExactlyElementsOf(two);
    }

    @Test
    default void shouldTellStudiesApartAndListAllContainers() {
        SeriesId here = newSeries();
        SeriesId alsoHere = new SeriesId(here.study(), new SeriesInstanceUid(here.series() + ".7"));
        SeriesId there = newSeries();
        Container a = made(here, "warm", members(here, 1));
        Container b = made(alsoHere, "warm", members(alsoHere, 1));
        Container c = made(there, "warm", members(there, 1));

        assertThat(ofStudy(here)).containsExactlyInAnyOrder(a, b);
        assertThat(ofStudy(there)).containsExactly(c);
        assertThat(copies().beside(members(here, 1).get(0).object())).containsExactly(a);
        assertThat(copies().beside(b.location().key())).containsExactly(b);
        try (Stream<Container> all = copies().scan()) {
            assertThat(all).contains(a, b, c);
        }
    }

    private static void assertBusy(ThrowableAssert.ThrowingCallable write) {
        assertThatThrownBy(write)
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.INSTANCE_BUSY);
    }

    private Container made(SeriesId series, String tier, List<Member> members) {
        Container writing = Container.writing(series, tier, 1, tier, true, NOW);
        copies().begin(writing);
        Container made = writing.written(1024L * members.size(), digest(9), members.size());
        copies().complete(made, members);
        return made;
    }

    private List<Container> ofStudy(SeriesId series) {
        try (Stream<Container> all = copies().ofStudy(series.study())) {
            return all.toList();
        }
    }

    private List<Member> members(Container container) {
        try (Stream<Member> all = copies().members(container)) {
            return all.toList();
        }
    }

    private static SeriesId newSeries() {
        String study = "2.25." + Math.abs(UUID.randomUUID().getMostSignificantBits());
        return new SeriesId(new StudyInstanceUid(study), new SeriesInstanceUid(study + ".1"));
    }

    private static InstanceId instance(SeriesId series, int number) {
        return new InstanceId(series.study(), series.series(), new SopInstanceUid(series.series() + "." + number));
    }

    private static List<Member> members(SeriesId series, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Member(
                        ObjectKey.forNewVersionOf(instance(series, i)), 512 + 2048L * i, 1000 + i, digest(i)))
                .toList();
    }

    private static Sha256 digest(int number) {
        return new Sha256("%064x".formatted(number));
    }
}
