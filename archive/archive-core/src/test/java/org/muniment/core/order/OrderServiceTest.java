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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.Appointment;
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
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class OrderServiceTest {

    private final OrderDesk desk = new OrderDesk();
    private final SampleOrder sample = SampleOrder.next();

    @Nested
    class Messages {

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
                    told.control(),
                    told.numbers(),
                    told.patient(),
                    told.study(),
                    status,
                    told.details(),
                    told.steps(),
                    at);
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
                    two.order().id(),
                    order -> OrderRules.happened(order, "A", OrderEvent.STARTED),
                    "TEST",
                    OrderDesk.BY);
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
            OrderNumbers bare =
                    new OrderNumbers(new OrderNumber("4711", ""), OrderNumber.NONE, AccessionNumber.NONE, "");
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
            SampleOrder others =
                    new SampleOrder(numbers, other, SampleOrder.next().study(), sample.steps());
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

    @Nested
    class Studies {

        private final SampleStudy study = new SampleStudy();

        private SampleOrder orderOf(SampleStudy of, String issuer) {
            return new SampleOrder(
                    new OrderNumbers(
                            sample.numbers().placer(),
                            OrderNumber.NONE,
                            new AccessionNumber(of.accessionNumber(), issuer),
                            ""),
                    new PatientIdentifier(of.patientId(), ""),
                    sample.study(),
                    sample.steps());
        }

        @Test
        void shouldFindTheOrderByAccessionNumberWhicheverCameFirst() {
            StudyRecord images = desk.store(study, "CT");
            assertThat(desk.orders.forStudy(images)).isEmpty();
            ImagingOrder order = desk.order(orderOf(study, "HOSPITAL"));
            assertThat(desk.orders.forStudy(images)).contains(order);
            assertThat(desk.orders.studiesOf(order)).containsExactly(images);
            assertThat(desk.announced()).containsExactlyInAnyOrder(order.study(), images.id());
        }

        @Test
        void shouldTellAccessionNumbersOfDifferentIssuersApart() {
            Attributes issuer = new Attributes();
            issuer.setString(Tag.LocalNamespaceEntityID, VR.UT, "CLINIC");
            StudyRecord images = desk.store(study, "CT");
            images.attributes().setItems(Tag.IssuerOfAccessionNumberSequence, issuer);
            desk.order(orderOf(study, "HOSPITAL"));
            assertThat(desk.orders.forStudy(images)).isEmpty();
        }

        @Test
        void shouldFindTheOrderByStudyUidWhateverTheAccessionNumberSays() {
            StudyRecord images = desk.store(study, "CT");
            ImagingOrder order =
                    desk.order(new SampleOrder(sample.numbers(), sample.patient(), study.uid(), sample.steps()));
            assertThat(desk.orders.forStudy(images)).contains(order);
        }

        @Test
        void shouldNotTakeAnotherPatientsStudyForTheOrders() {
            StudyRecord images = desk.store(study, "CT");
            SampleOrder other = orderOf(study, "");
            PatientIdentifier somebody = new PatientIdentifier("SOMEBODY", "");
            ImagingOrder order = desk.order(new SampleOrder(other.numbers(), somebody, other.study(), other.steps()));
            assertThat(desk.orders.forStudy(images)).isEmpty();
            assertThat(desk.orders.studiesOf(order)).isEmpty();

            // and they turn out to be one person
            PatientIdentifier examined = new PatientIdentifier(study.patientId(), "");
            desk.patients.put(somebody, new PatientDirectory.Person(examined, "", "", ""));
            assertThat(desk.orders.forStudy(images)).contains(order);
            assertThat(desk.orders.ofPatient(examined)).containsExactly(order);
        }

        @Test
        void shouldTellOrdersOfOneAccessionNumberApartByModality() {
            StudyRecord images = desk.store(study, "CT");
            ImagingOrder ct = desk.order(orderOf(study, ""));
            SampleOrder other = SampleOrder.next();
            desk.order(new SampleOrder(
                    new OrderNumbers(other.numbers().placer(), OrderNumber.NONE, ct.accession(), ""),
                    ct.patient(),
                    other.study(),
                    List.of()));
            assertThat(desk.orders.forStudy(images)).contains(ct);
        }

        @Test
        void shouldFollowAPersonUntilTheyTakeItBack() {
            StudyRecord images = desk.store(study, "CT");
            ImagingOrder byNumber = desk.order(orderOf(study, ""));
            ImagingOrder chosen = desk.order(SampleOrder.next());

            desk.orders.link(images.id(), Optional.of(chosen.id()), OrderDesk.BY);
            assertThat(desk.orders.forStudy(images)).contains(chosen);
            assertThat(desk.orders.studiesOf(chosen)).containsExactly(images);
            assertThat(desk.orders.studiesOf(byNumber)).isEmpty();

            desk.orders.link(images.id(), Optional.empty(), OrderDesk.BY);
            assertThat(desk.orders.forStudy(images)).isEmpty();

            desk.orders.unlink(images.id(), OrderDesk.BY);
            assertThat(desk.orders.forStudy(images)).contains(byNumber);
            assertThat(desk.announced()).contains(images.id());
            assertThatThrownBy(() -> desk.orders.link(
                            images.id(), Optional.of(SampleOrder.next().order().id()), OrderDesk.BY))
                    .isInstanceOf(ArchiveException.class);
        }

        @Test
        void shouldSayWhatAnImageCouldHaveTakenFromTheWorklist() {
            ImagingOrder order = desk.order(orderOf(study, ""));
            desk.patients.put(
                    order.patient(), new PatientDirectory.Person(order.patient(), "Müller^Änne", "19700101", "F"));
            Attributes image = new Attributes();
            image.setString(Tag.StudyInstanceUID, VR.UI, study.uid().value());
            image.setString(Tag.AccessionNumber, VR.SH, study.accessionNumber());
            Attributes said = desk.ordered.of(image).orElseThrow();
            assertThat(said.getString(Tag.PatientName)).isEqualTo("Müller^Änne");
            assertThat(said.getString(Tag.StudyDescription)).isEqualTo("CT abdomen");
            assertThat(said.contains(Tag.ScheduledProcedureStepSequence)).isFalse();

            image.setString(Tag.AccessionNumber, VR.SH, "NONE");
            assertThat(desk.ordered.of(image)).isEmpty();
        }

        @Test
        void shouldMoveAnOrderOnWhenItsImagesArrive() {
            StudyRecord images = desk.store(study, "CT");
            ImagingOrder order = desk.order(orderOf(study, ""));
            desk.orders.imagesArrived(images, OrderDesk.BY);
            ImagingOrder moved = desk.orders.find(order.id()).orElseThrow();
            assertThat(moved.status()).isEqualTo(OrderStatus.IN_PROGRESS);
            desk.orders.imagesArrived(images, OrderDesk.BY);
            assertThat(desk.orders.find(order.id())).contains(moved);
        }

        @Test
        void shouldMoveOnOnlyStepsOfAModalityTheImagesAreFrom() {
            StudyRecord images = desk.store(study, "MR");
            SampleOrder both = orderOf(study, "");
            ImagingOrder order = desk.order(new SampleOrder(
                    both.numbers(),
                    both.patient(),
                    both.study(),
                    List.of(
                            SampleOrder.step("CT", START),
                            new ScheduledProcedureStep(
                                    "MR", "MR", "", START, CodedText.NONE, "", "", OrderStatus.SCHEDULED))));
            desk.orders.imagesArrived(images, OrderDesk.BY);
            assertThat(desk.orders.find(order.id()).orElseThrow().steps())
                    .extracting(step -> step.id() + " " + step.status())
                    .containsExactly("CT SCHEDULED", "MR IN_PROGRESS");
        }
    }

    @Nested
    class Appointments {

        private Appointment appointment(int day, Instant toldAt, OrderStatus status) {
            return new Appointment(
                    new OrderNumber("S1", "SCHED"),
                    sample.patient(),
                    sample.numbers(),
                    START.plusDays(day),
                    "",
                    CodedText.NONE,
                    "",
                    status,
                    toldAt);
        }

        @Test
        void shouldMoveTheStepsOfItsOrder() {
            ImagingOrder order = desk.order(sample);
            Appointment booked = appointment(2, TOLD.plusSeconds(9), OrderStatus.SCHEDULED);
            desk.orders.apply(booked, OrderDesk.BY);
            desk.orders.apply(appointment(5, TOLD.plusSeconds(5), OrderStatus.SCHEDULED), OrderDesk.BY);
            assertThat(desk.orders.find(order.id()).orElseThrow().steps())
                    .extracting(step -> step.start())
                    .containsExactly(START.plusDays(2));
            assertThat(desk.orders.appointments(sample.patient())).containsExactly(booked);
            assertThat(desk.orders.appointment(booked.announcedAs())).contains(booked);
            assertThat(desk.announced()).contains(booked.announcedAs(), order.study());
        }

        @Test
        void shouldLeaveAnothersOrderOfTheSameAccessionNumberWhereItIs() {
            AccessionNumber shared = sample.numbers().accession();
            OrderNumbers numbers = new OrderNumbers(OrderNumber.NONE, OrderNumber.NONE, shared, "");
            PatientIdentifier other = new PatientIdentifier("OTHER", "HOSPITAL");
            ImagingOrder others = desk.order(
                    new SampleOrder(numbers, other, SampleOrder.next().study(), sample.steps()));
            Appointment booked = appointment(2, TOLD.plusSeconds(9), OrderStatus.SCHEDULED);
            desk.orders.apply(booked, OrderDesk.BY);
            assertThat(desk.orders.find(others.id())).contains(others);

            desk.patients.put(other, new PatientDirectory.Person(sample.patient(), "", "", "")); // they are one person
            desk.orders.apply(booked, OrderDesk.BY);
            assertThat(desk.orders.find(others.id()).orElseThrow().steps())
                    .extracting(step -> step.start())
                    .containsExactly(START.plusDays(2));
        }

        @Test
        void shouldNotHideThatTheOrderWasCancelledBefore() {
            desk.order(sample);
            desk.orders.apply(appointment(2, TOLD.plusSeconds(9), OrderStatus.SCHEDULED), OrderDesk.BY);
            assertThat(desk.apply(sample.bare(Control.CANCEL, TOLD.plusSeconds(5)))
                            .status())
                    .isEqualTo(OrderStatus.CANCELLED);
        }

        @Test
        void shouldBeKeptWithoutAnOrder() {
            Appointment booked = appointment(2, TOLD, OrderStatus.SCHEDULED);
            desk.orders.apply(booked, OrderDesk.BY);
            desk.orders.apply(appointment(2, TOLD.plusSeconds(1), OrderStatus.CANCELLED), OrderDesk.BY);
            assertThat(desk.orders.appointments(sample.patient()))
                    .extracting(Appointment::status)
                    .containsExactly(OrderStatus.CANCELLED);
        }
    }
}
