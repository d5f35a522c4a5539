package org.muniment.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.archive.order.SampleOrder.START;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** Which studies were taken for which orders. */
class OrderedStudiesTest {

    private final OrderDesk desk = new OrderDesk();
    private final SampleOrder sample = SampleOrder.next();

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
