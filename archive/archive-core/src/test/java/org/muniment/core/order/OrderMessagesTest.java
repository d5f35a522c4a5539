package org.muniment.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.archive.order.SampleOrder.START;
import static org.muniment.archive.order.SampleOrder.TOLD;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.OrderChange.Control;
import org.muniment.archive.order.OrderDetails;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;

/** What messages make of orders. */
class OrderMessagesTest {

    private final OrderDesk desk = new OrderDesk();
    private final SampleOrder sample = SampleOrder.next();

    @Test
    void shouldMakeAnOrderAndFindItByItsNumbers() {
        ImagingOrder order = desk.order(sample);
        assertThat(order).isEqualTo(sample.order().updated(OrderDesk.NOW));
        assertThat(desk.orders.find(order.id())).contains(order);
        for (OrderAccess access : List.of(
                new OrderAccess.ByPlacer(order.placer()),
                new OrderAccess.ByFiller(order.filler()),
                new OrderAccess.ByAccession(order.accession())))
            assertThat(desk.orders.ofPatient(order.patient(), access)).contains(order);
        assertThat(desk.orders.byStudy(order.study())).contains(order);
        assertThat(desk.orders.ofPatient(order.patient())).containsExactly(order);
        assertThat(desk.announced()).containsExactly(order.study());
    }

    @Test
    void shouldMakeAStudyForAnOrderThatNamesNoneAlwaysTheSame() {
        OrderChange unnamed = change(Control.NEW, TOLD, Optional.empty(), List.of());
        ImagingOrder order = desk.apply(unnamed);
        assertThat(order.study().value()).startsWith("2.25.").hasSizeLessThan(65);
        assertThat(new OrderDesk().apply(unnamed).study()).isEqualTo(order.study());
    }

    @Test
    void shouldChangeNothingByAMessageThatComesAgain() {
        ImagingOrder order = desk.order(sample);
        int announced = desk.announced().size();
        assertThat(desk.order(sample)).isEqualTo(order);
        assertThat(desk.index.find(order.id()).orElseThrow())
                .as("nothing is written")
                .isSameAs(order);
        assertThat(desk.announced()).hasSize(announced);
    }

    /** Statuses after each message of a sequence; {@code @} gives its time in seconds, else they come one second after another. */
    @ParameterizedTest
    @CsvSource({
        "NEW,                       SCHEDULED",
        "NEW CANCEL,                CANCELLED",
        "NEW CANCEL CHANGE,         CANCELLED",
        "NEW CANCEL NEW,            SCHEDULED",
        "NEW CANCEL@5 NEW@1,        CANCELLED",
        "CANCEL@5 NEW@1,            CANCELLED",
        "CANCEL,                    CANCELLED",
        "NEW DISCONTINUE,           CANCELLED",
        "NEW HOLD,                  ON_HOLD",
        "NEW HOLD CHANGE,           ON_HOLD",
        "NEW HOLD RELEASE,          SCHEDULED",
        "NEW REPLACE,               CANCELLED",
        "NEW IP,                    IN_PROGRESS",
        "NEW IP NEW,                IN_PROGRESS",
        "NEW IP CANCEL,             DISCONTINUED",
        "NEW IP DISCONTINUE,        DISCONTINUED",
        "NEW IP CM,                 COMPLETED",
        "NEW IP CM IP,              COMPLETED",
        "NEW IP CM CANCEL,          COMPLETED",
        "CHANGE,                    SCHEDULED",
    })
    void shouldFollowWhatMessagesSay(String messages, OrderStatus status) {
        int second = 0;
        ImagingOrder order = null;
        for (String message : messages.split(" ")) {
            String[] parts = message.split("@");
            second = parts.length > 1 ? Integer.parseInt(parts[1]) : second + 1;
            order = desk.apply(told(parts[0], TOLD.plusSeconds(second)));
        }
        assertThat(order.status()).isEqualTo(status);
        assertThat(order.steps()).allMatch(step -> step.status() == status);
    }

    private OrderChange told(String word, Instant at) {
        Optional<OrderStatus> status =
                switch (word) {
                    case "IP" -> Optional.of(OrderStatus.IN_PROGRESS);
                    case "CM" -> Optional.of(OrderStatus.COMPLETED);
                    default -> Optional.empty();
                };
        OrderChange told = sample.change(status.isPresent() ? Control.STATUS : Control.valueOf(word), at);
        return new OrderChange(
                told.control(), told.numbers(), told.patient(), told.study(), status, told.details(), told.steps(), at);
    }

    @Test
    void shouldLetAnOlderMessageFillInButNotOverrule() {
        OrderDetails newer = new OrderDetails(new CodedText("NEW", "L", "newer"), CodedText.NONE, "", "", "", "");
        desk.apply(new OrderChange(
                Control.CHANGE,
                sample.numbers(),
                Optional.of(sample.patient()),
                Optional.empty(),
                Optional.empty(),
                newer,
                List.of(),
                TOLD.plusSeconds(60)));
        ImagingOrder order = desk.order(sample);
        assertThat(order.procedure()).isEqualTo(newer.procedure());
        assertThat(order.reason()).isEqualTo(SampleOrder.details().reason());
        assertThat(order.steps()).hasSize(1);
        assertThat(order.toldAt()).isEqualTo(TOLD.plusSeconds(60));
    }

    @Test
    void shouldKeepWhatANewerMessageDoesNotSpeakOf() {
        ImagingOrder order = desk.order(sample);
        assertThat(desk.apply(sample.bare(Control.CHANGE, TOLD.plusSeconds(5))))
                .isEqualTo(new ImagingOrder(
                        order.id(),
                        order.numbers(),
                        order.patient(),
                        order.study(),
                        order.status(),
                        order.details(),
                        order.steps(),
                        TOLD.plusSeconds(5),
                        OrderDesk.NOW));
    }

    @Test
    void shouldPlanStepsAnewButKeepThoseThatHaveBegun() {
        SampleOrder two = sample.with(SampleOrder.step("A", START), SampleOrder.step("B", START));
        desk.order(two);
        desk.orders.update(
                two.order().id(), order -> OrderRules.happened(order, "A", OrderEvent.STARTED), "TEST", OrderDesk.BY);
        SampleOrder anew = sample.with(SampleOrder.step("C", START.plusDays(1)));
        ImagingOrder order = desk.apply(anew.change(Control.CHANGE, TOLD.plusSeconds(5)));
        assertThat(order.steps())
                .extracting(step -> step.id() + " " + step.status())
                .containsExactly("C SCHEDULED", "A IN_PROGRESS");
        assertThat(order.status()).isEqualTo(OrderStatus.IN_PROGRESS);
    }

    @Test
    void shouldKnowAnOrderByAnyOfItsNumbers() {
        ImagingOrder order = desk.order(sample);
        OrderNumbers byFiller =
                new OrderNumbers(OrderNumber.NONE, sample.numbers().filler(), AccessionNumber.NONE, "");
        assertThat(desk.apply(sample.with(byFiller).bare(Control.CANCEL, TOLD.plusSeconds(1)))
                        .id())
                .isEqualTo(order.id());
        OrderNumbers byAccession = new OrderNumbers(
                OrderNumber.NONE, OrderNumber.NONE, sample.numbers().accession(), "");
        assertThat(desk.apply(sample.with(byAccession).bare(Control.CHANGE, TOLD.plusSeconds(2)))
                        .numbers())
                .isEqualTo(sample.numbers());
    }

    @Test
    void shouldKeepTwoPeoplesOrdersApartWhereNumbersHaveNoScope() {
        OrderNumbers bare = new OrderNumbers(new OrderNumber("4711", ""), OrderNumber.NONE, AccessionNumber.NONE, "");
        PatientIdentifier other = new PatientIdentifier("OTHER", "CLINIC");
        ImagingOrder one = desk.order(sample.with(bare));
        SampleOrder second = new SampleOrder(bare, other, SampleOrder.next().study(), sample.steps());
        ImagingOrder two = desk.order(second);
        assertThat(two.id()).isNotEqualTo(one.id());
        assertThat(desk.orders.find(one.id())).contains(one);
        assertThat(desk.apply(second.change(Control.CANCEL, TOLD.plusSeconds(1)))
                        .id())
                .isEqualTo(two.id());
        assertThat(desk.orders.find(one.id())).contains(one);
    }

    @Test
    void shouldFindThePatientsOrderWhereAnothersHasTheSameNumber() {
        AccessionNumber accession = sample.numbers().accession();
        OrderAccess access = new OrderAccess.ByAccession(accession);
        OrderNumbers numbers = new OrderNumbers(new OrderNumber("4711", "LAB"), OrderNumber.NONE, accession, "");
        PatientIdentifier other = new PatientIdentifier("OTHER", "CLINIC");
        SampleOrder others = new SampleOrder(numbers, other, SampleOrder.next().study(), sample.steps());
        ImagingOrder later = desk.apply(others.change(Control.NEW, TOLD.plusSeconds(9)));
        assertThat(desk.orders.ofPatient(sample.patient(), access)).isEmpty();
        ImagingOrder order = desk.order(sample);
        assertThat(desk.orders.ofPatient(sample.patient(), access)).contains(order);
        assertThat(desk.orders.ofPatient(other, access)).contains(later);
    }

    @Test
    void shouldFollowAnOrderToAnotherPatientWhereItsNumberHasAScope() {
        ImagingOrder order = desk.order(sample);
        PatientIdentifier other = new PatientIdentifier("OTHER", "CLINIC");
        ImagingOrder moved = desk.apply(new SampleOrder(sample.numbers(), other, sample.study(), sample.steps())
                .change(Control.CHANGE, TOLD.plusSeconds(1)));
        assertThat(moved.id()).isEqualTo(order.id());
        assertThat(desk.orders.ofPatient(other)).containsExactly(moved);
        assertThat(desk.orders.ofPatient(sample.patient())).isEmpty();
    }

    @Test
    void shouldLoseNothingOfAnOrderWhoseNumbersHaveChanged() {
        ImagingOrder order = desk.order(sample);
        OrderNumbers renumbered = new OrderNumbers(
                new OrderNumber("OTHER" + order.study(), "WARD"),
                OrderNumber.NONE,
                new AccessionNumber("OTHER" + order.study(), ""),
                "");
        desk.index.save(
                new ImagingOrder(
                        order.id(),
                        renumbered,
                        order.patient(),
                        order.study(),
                        OrderStatus.IN_PROGRESS,
                        order.details(),
                        List.of(),
                        order.toldAt(),
                        order.updatedAt()),
                Optional.of(order));
        assertThat(desk.order(sample).status()).isEqualTo(OrderStatus.IN_PROGRESS);
    }

    @Test
    void shouldKeepOrdersApartThatShareAnAccessionNumber() {
        SampleOrder other = SampleOrder.next();
        ImagingOrder one = desk.order(sample);
        ImagingOrder two = desk.order(other.with(new OrderNumbers(
                other.numbers().placer(), OrderNumber.NONE, sample.numbers().accession(), "")));
        assertThat(two.id()).isNotEqualTo(one.id());
        assertThat(desk.orders.find(one.id())).contains(one);
    }

    @Test
    void shouldMakeOneOrderOfMessagesThatComeAtOnce() {
        Set<OrderId> ids = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> desk.apply(sample.with(numbers(i)).change(Control.NEW, TOLD.plusMillis(i)))
                        .id())
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(desk.orders.find(ids.iterator().next()).orElseThrow().numbers())
                .isEqualTo(sample.numbers());
    }

    private OrderNumbers numbers(int i) {
        OrderNumbers all = sample.numbers();
        OrderNumber placer = i % 3 == 0 ? OrderNumber.NONE : all.placer();
        return new OrderNumbers(placer, all.filler(), all.accession(), all.requestedProcedureId());
    }

    @Test
    void shouldRefuseWhatNamesNoOrderOrNoPatient() {
        assertThatThrownBy(() -> desk.apply(sample.with(OrderNumbers.NONE).change(Control.NEW, TOLD)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("accession number");
        assertThatThrownBy(() -> desk.apply(sample.bare(Control.NEW, TOLD)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("patient id");
    }

    private OrderChange change(
            Control control, Instant at, Optional<StudyInstanceUid> study, List<ScheduledProcedureStep> steps) {
        return new OrderChange(
                control,
                sample.numbers(),
                Optional.of(sample.patient()),
                study,
                Optional.empty(),
                SampleOrder.details(),
                steps,
                at);
    }
}
