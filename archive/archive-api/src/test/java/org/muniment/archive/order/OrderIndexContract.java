package org.muniment.archive.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/** What every index of orders keeps to. It may hold those of other tests. */
public interface OrderIndexContract {

    OrderIndex orders();

    @Test
    default void shouldKeepAllOfAnOrder() {
        ImagingOrder order = save(SampleOrder.next().order());
        assertThat(orders().find(order.id())).contains(order);
        assertThat(orders().find(SampleOrder.next().order().id())).isEmpty();
    }

    @Test
    default void shouldFindAnOrderByEachOfItsNumbersItsStudyAndItsPatient() {
        ImagingOrder order = save(SampleOrder.next().order());
        assertThat(List.of(
                        new OrderAccess.ByPlacer(order.placer()),
                        new OrderAccess.ByPlacer(new OrderNumber(order.placer().number(), "")),
                        new OrderAccess.ByFiller(order.filler()),
                        new OrderAccess.ByAccession(order.accession()),
                        new OrderAccess.ByAccession(
                                new AccessionNumber(order.accession().number(), "")),
                        new OrderAccess.ByStudy(order.study()),
                        new OrderAccess.ByPatient(order.patient())))
                .allSatisfy(access -> assertThat(list(access)).containsExactly(order));
    }

    @Test
    default void shouldTellNumbersOfDifferentIssuersApart() {
        ImagingOrder order = save(SampleOrder.next().order());
        assertThat(List.of(
                        new OrderAccess.ByPlacer(new OrderNumber(order.placer().number(), "OTHER")),
                        new OrderAccess.ByPlacer(OrderNumber.NONE),
                        new OrderAccess.ByFiller(new OrderNumber(order.filler().number(), "OTHER")),
                        new OrderAccess.ByAccession(
                                new AccessionNumber(order.accession().number(), "OTHER")),
                        new OrderAccess.ByAccession(AccessionNumber.NONE),
                        new OrderAccess.ByPatient(
                                new PatientIdentifier(order.patient().id(), "OTHER"))))
                .allSatisfy(access -> assertThat(list(access)).isEmpty());
    }

    @Test
    default void shouldFindAllOrdersOfOneAccessionNumber() {
        SampleOrder one = SampleOrder.next();
        SampleOrder other = SampleOrder.next();
        ImagingOrder first = save(one.order());
        ImagingOrder second = save(other.with(new OrderNumbers(
                        other.numbers().placer(),
                        OrderNumber.NONE,
                        one.numbers().accession(),
                        ""))
                .order());
        assertThat(list(new OrderAccess.ByAccession(one.numbers().accession())))
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    default void shouldNoLongerFindAnOrderByWhatItNoLongerSays() {
        SampleOrder sample = SampleOrder.next();
        OrderNumbers renumbered = new OrderNumbers(
                sample.numbers().placer(),
                sample.numbers().filler(),
                new AccessionNumber("N" + sample.study(), ""),
                "");
        ImagingOrder before = save(sample.order());
        ImagingOrder after = sample.with(renumbered).order();
        orders().save(after, Optional.of(before));

        assertThat(list(new OrderAccess.ByAccession(before.accession()))).isEmpty();
        assertThat(list(new OrderAccess.ByAccession(after.accession()))).containsExactly(after);
        assertThat(list(new OrderAccess.ByPlacer(after.placer()))).containsExactly(after);
    }

    @Test
    default void shouldGiveOpenStepsOfTheDaysAskedForInTheirOrder() {
        // a month that is this test's own: others may write to the same index
        LocalDateTime start = LocalDateTime.of(1997, 5, 10, 9, 0);
        ImagingOrder order = save(SampleOrder.next()
                .with(
                        SampleOrder.step("late", start.plusDays(1).plusHours(2)),
                        SampleOrder.step("early", start.plusDays(1)),
                        SampleOrder.step("before", start),
                        SampleOrder.step("after", start.plusDays(3)))
                .order());
        ImagingOrder other = save(SampleOrder.next()
                .with(SampleOrder.step("1", start.plusDays(2)))
                .order());

        assertThat(steps(start.plusDays(1).toLocalDate(), start.plusDays(2).toLocalDate(), false))
                .containsExactly("early", "late", "1");
        assertThat(steps(start.plusDays(1).toLocalDate(), start.plusDays(2).toLocalDate(), true))
                .containsExactly("1", "early", "late");
        assertThat(list(new OpenSteps(
                        start.toLocalDate(), start.toLocalDate(), false, Set.of("CT"), Set.of("CT1", "CT2"))))
                .containsExactly(new OpenSteps.Found(order, order.steps().get(2)));
        assertThat(list(new OpenSteps(
                        start.toLocalDate(), start.plusDays(9).toLocalDate(), false, Set.of("MR"), Set.of())))
                .isEmpty();
        assertThat(list(new OpenSteps(
                        start.toLocalDate(), start.plusDays(9).toLocalDate(), false, Set.of(), Set.of("X"))))
                .isEmpty();
        assertThat(other.steps()).hasSize(1);
    }

    @Test
    default void shouldGiveNoStepsThatHaveEndedOrMoved() {
        LocalDateTime start = LocalDateTime.of(1998, 6, 10, 9, 0);
        SampleOrder sample = SampleOrder.next().with(SampleOrder.step("a", start), SampleOrder.step("b", start));
        ImagingOrder before = save(sample.order());
        assertThat(steps(start.toLocalDate(), start.toLocalDate(), false)).containsExactlyInAnyOrder("a", "b");

        ImagingOrder moved = sample.with(
                        SampleOrder.step("a", start.plusDays(1)),
                        SampleOrder.step("b", start).withStatus(OrderStatus.COMPLETED))
                .order();
        orders().save(moved, Optional.of(before));
        assertThat(steps(start.toLocalDate(), start.toLocalDate(), false)).isEmpty();
        assertThat(steps(start.toLocalDate(), start.plusDays(1).toLocalDate(), false))
                .containsExactly("a");
    }

    @Test
    default void shouldKeepWhatAPersonLinkedUntilTheyTakeItBack() {
        ImagingOrder order = save(SampleOrder.next().order());
        StudyInstanceUid study = SampleOrder.next().study();
        StudyLink link = new StudyLink(study, Optional.of(order.id()), "jane", SampleOrder.TOLD);
        orders().link(link);
        assertThat(orders().linkOf(study)).contains(link);
        assertThat(linkedTo(order.id())).containsExactly(study);

        StudyLink none = new StudyLink(study, Optional.empty(), "joe", SampleOrder.TOLD.plusSeconds(5));
        orders().link(none);
        assertThat(orders().linkOf(study)).contains(none);
        assertThat(linkedTo(order.id())).isEmpty();

        orders().unlink(study);
        orders().unlink(study);
        assertThat(orders().linkOf(study)).isEmpty();
    }

    private ImagingOrder save(ImagingOrder order) {
        orders().save(order, Optional.empty());
        return order;
    }

    private List<ImagingOrder> list(OrderAccess access) {
        try (Stream<ImagingOrder> found = orders().orders(access)) {
            return found.toList();
        }
    }

    private List<OpenSteps.Found> list(OpenSteps access) {
        try (Stream<OpenSteps.Found> found = orders().openSteps(access)) {
            return found.toList();
        }
    }

    private List<String> steps(LocalDate from, LocalDate to, boolean newestFirst) {
        return list(new OpenSteps(from, to, newestFirst, Set.of(), Set.of())).stream()
                .map(found -> found.step().id())
                .toList();
    }

    private List<StudyInstanceUid> linkedTo(OrderId order) {
        try (Stream<StudyInstanceUid> found = orders().linkedTo(order)) {
            return found.toList();
        }
    }
}
