package org.muniment.core.order;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.Appointment;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderIndex;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.StudyLink;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.feed.StudyChanges;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * The orders: what messages make of them, and which one a study was taken for. Safe for use by many threads; what is done is durable on
 * return, and doing it again changes nothing. Each change is announced for the studies it touches, whatever dies when.
 */
public final class OrderService {

    private final OrderIndexes indexes;
    private final OrderIndex orders;
    private final StudyOrders studies;
    private final PatientDirectory patients;
    private final Announced announced;
    private final Clock clock;
    private final OrderLocks locks = new OrderLocks();

    public OrderService(
            OrderIndexes indexes, StudyIndex studies, PatientDirectory patients, StudyChanges changes, Clock clock) {
        this.indexes = Objects.requireNonNull(indexes);
        this.orders = indexes.orders();
        this.studies = new StudyOrders(orders, Objects.requireNonNull(studies), patients);
        this.patients = Objects.requireNonNull(patients);
        this.announced = new Announced(Objects.requireNonNull(changes));
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * Takes in what a message says of an order.
     *
     * @return the order as it is now
     * @throws ArchiveException MISSING_ATTRIBUTE where the change names no number of an order; INDEX_UNAVAILABLE
     */
    public ImagingOrder apply(OrderChange change, Provenance by) {
        if (change.numbers().isEmpty())
            throw new ArchiveException(
                    ErrorCode.MISSING_ATTRIBUTE, "neither a placer nor a filler order number nor an accession number");
        String operation = "ORDER-" + change.control();
        return locks.during(change.numbers(), () -> {
            Optional<ImagingOrder> known = known(change);
            if (known.isPresent())
                return update(known.get().id(), order -> OrderRules.changed(order, change), operation, by)
                        .orElseThrow();
            return first(OrderRules.first(change), change, operation, by);
        });
    }

    /** Another node may have made it meanwhile; or it has since been given other numbers than those its id was made of. */
    private ImagingOrder first(ImagingOrder first, OrderChange change, String operation, Provenance by) {
        return locks.during(first.id(), () -> {
            Optional<ImagingOrder> there = orders.find(first.id());
            ImagingOrder next =
                    there.map(order -> OrderRules.changed(order, change)).orElse(first);
            return save(next, there, operation, by);
        });
    }

    /** The order the change is about: by its placer's number, else its filler's, else the accession number. */
    private Optional<ImagingOrder> known(OrderChange change) {
        return Stream.<OrderAccess>of(
                        new OrderAccess.ByPlacer(change.numbers().placer()),
                        new OrderAccess.ByFiller(change.numbers().filler()),
                        new OrderAccess.ByAccession(change.numbers().accession()))
                .flatMap(this::list)
                .filter(order -> !differs(order.placer(), change.numbers().placer())
                        && !differs(order.filler(), change.numbers().filler()))
                .filter(order -> isSame(order, change))
                .findFirst();
    }

    /**
     * Numbers of one scope are one order's, whomever it is said to be for now. Where the scope is not known, those of two departments may be the
     * same, and two people's orders must not become one.
     */
    private boolean isSame(ImagingOrder order, OrderChange change) {
        return change.patient().isEmpty()
                || studies.samePatient(order.patient(), change.patient().get())
                || isOneScope(order.placer(), change.numbers().placer())
                || isOneScope(order.filler(), change.numbers().filler());
    }

    private static boolean isOneScope(OrderNumber one, OrderNumber other) {
        return !one.isEmpty() && !one.namespace().isEmpty() && one.equals(other);
    }

    /** Orders that share an accession number are told apart by their others. */
    private static boolean differs(OrderNumber one, OrderNumber other) {
        if (one.isEmpty() || other.isEmpty()) return false;
        boolean namespaces = one.namespace().isEmpty()
                || other.namespace().isEmpty()
                || one.namespace().equals(other.namespace());
        return !namespaces || !one.number().equals(other.number());
    }

    /** Takes in what an appointment is now; the steps of an order it is for, as far as they have not begun, start when it does. */
    public void apply(Appointment appointment, Provenance by) {
        new AppointmentBook(indexes.appointments(), this, announced).apply(appointment, by);
    }

    /** Changes the order if there is one; each change is made to what the one before it left. */
    Optional<ImagingOrder> update(OrderId id, UnaryOperator<ImagingOrder> change, String operation, Provenance by) {
        return locks.during(
                id, () -> orders.find(id).map(order -> save(change.apply(order), Optional.of(order), operation, by)));
    }

    private ImagingOrder save(ImagingOrder changed, Optional<ImagingOrder> previous, String operation, Provenance by) {
        if (previous.equals(Optional.of(changed))) return changed;
        ImagingOrder order = changed.updated(clock.instant());
        Set<StudyInstanceUid> touched = new HashSet<>(studies.touchedBy(order));
        previous.map(studies::touchedBy).ifPresent(touched::addAll);
        announced.during(touched, () -> {
            orders.save(order, previous);
            return order;
        });
        OrderAudit.changed(operation, previous.map(ImagingOrder::status).orElse(null), order, by);
        return order;
    }

    public Optional<ImagingOrder> find(OrderId id) {
        return orders.find(id);
    }

    /** Each order once, in no order; lazy, to be closed. */
    public Stream<ImagingOrder> search(OrderAccess access) {
        return orders.orders(access);
    }

    /** The one whose images are to be of this study; where there are several, the one heard of last. */
    public Optional<ImagingOrder> byStudy(StudyInstanceUid study) {
        return last(list(new OrderAccess.ByStudy(study)));
    }

    private static Optional<ImagingOrder> last(Stream<ImagingOrder> found) {
        return found.max(Comparator.comparing(ImagingOrder::toldAt));
    }

    /** By the first of these ways that leads to an order of the patient; where one leads to several, the one heard of last. */
    public Optional<ImagingOrder> ofPatient(PatientIdentifier patient, OrderAccess... ways) {
        return Stream.of(ways)
                .map(way -> last(list(way).filter(order -> studies.samePatient(order.patient(), patient))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** All orders of the living patient, whatever it was called when they were placed. */
    public Stream<ImagingOrder> ofPatient(PatientIdentifier living) {
        return patients.identifiers(living).stream().flatMap(id -> list(new OrderAccess.ByPatient(id)));
    }

    /** Read to the end at once: few, and nobody need close them. */
    private Stream<ImagingOrder> list(OrderAccess access) {
        try (Stream<ImagingOrder> found = orders.orders(access)) {
            return found.toList().stream();
        }
    }

    /**
     * The order the study was taken for: the one a person linked it to, else that of its Study Instance UID, else the only one of its
     * patient with its accession number. Empty where there is none, or more than one and nothing tells which.
     */
    public Optional<ImagingOrder> forStudy(StudyRecord study) {
        return studies.orderOf(study);
    }

    /** The studies that were taken for the order; {@link #forStudy} of each is this order. */
    public List<StudyRecord> studiesOf(ImagingOrder order) {
        return studies.studiesOf(order);
    }

    /** A person decides which order the study is of, or that it is of none. Taken back by {@link #unlink}. */
    public void link(StudyInstanceUid study, Optional<OrderId> order, Provenance by) {
        order.filter(id -> orders.find(id).isEmpty()).ifPresent(id -> {
            throw new ArchiveException(ErrorCode.NOT_FOUND, "no order " + id);
        });
        StudyLink link = new StudyLink(study, order, by.by(), by.at());
        announced.during(List.of(study), () -> {
            orders.link(link);
            return link;
        });
        OrderAudit.linked(link, by);
    }

    /** Takes back what a person decided: the study's numbers count again. */
    public void unlink(StudyInstanceUid study, Provenance by) {
        orders.linkOf(study).ifPresent(link -> {
            announced.during(List.of(study), () -> {
                orders.unlink(study);
                return link;
            });
            OrderAudit.unlinked(link, by);
        });
    }

    /**
     * A modality tells how far a step is.
     *
     * @param scheduled an item of the Scheduled Step Attributes Sequence (0040,0270)
     * @param patient whom the step is said to be of; empty where that is not said
     */
    void performed(Attributes scheduled, Optional<PatientIdentifier> patient, OrderEvent event, Provenance by) {
        String step = scheduled.getString(Tag.ScheduledProcedureStepID, "");
        studies.orderOf(scheduled, patient)
                .ifPresent(order -> update(
                        order.id(), present -> OrderRules.happened(present, step, event), "ORDER-PERFORMED", by));
    }

    /** Does what changes how far studies are, and has it announced. */
    <T> T announcing(Set<StudyInstanceUid> touched, Supplier<T> work) {
        return announced.during(touched, work);
    }

    /**
     * Images of the study are there. Moves on the steps they may be of, unless a modality reports by performed procedure steps how far it is.
     */
    public void imagesArrived(StudyRecord study, Provenance by) {
        Optional<ImagingOrder> order = forStudy(study);
        if (order.isEmpty() || isReported(study.id()) || isReported(order.get().study())) return;
        update(order.get().id(), present -> ImagesArrived.of(present, study.modalities()), "ORDER-IMAGES", by);
    }

    private boolean isReported(StudyInstanceUid study) {
        try (Stream<?> steps = indexes.performed().ofStudy(study)) {
            return steps.findAny().isPresent();
        }
    }

    public Optional<Appointment> appointment(StudyInstanceUid announcedAs) {
        return indexes.appointments().find(announcedAs);
    }

    /** The appointments of the living patient, whatever it was called when they were made. */
    public Stream<Appointment> appointments(PatientIdentifier living) {
        return patients.identifiers(living).stream().flatMap(id -> {
            try (Stream<Appointment> found = indexes.appointments().ofPatient(id)) {
                return found.toList().stream();
            }
        });
    }
}
