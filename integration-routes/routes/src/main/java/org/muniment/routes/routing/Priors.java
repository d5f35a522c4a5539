package org.muniment.routes.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.coerce.Sender;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * The earlier studies that matter for an examination that was ordered or appointed: of the same living patient, and of the same modality, or of a
 * body part the order names. The latest first, as many as the rule says: three hit nine of ten with a third of the data.
 */
final class Priors {

    /** Of a patient with more, the index gives some. */
    private static final int MOST_STUDIES = 1000;

    private static final Comparator<StudyRecord> LATEST_FIRST = Comparator.comparing(
                    (StudyRecord study) -> study.attributes().getString(Tag.StudyDate, "")
                            + study.attributes().getString(Tag.StudyTime, ""))
            .reversed();

    private final OrderService orders;
    private final PatientDirectory patients;
    private final StudyIndex studies;

    Priors(OrderService orders, PatientDirectory patients, StudyIndex studies) {
        this.orders = orders;
        this.patients = patients;
        this.studies = studies;
    }

    /** What is to be there before this study is made; none where it is not ordered, or not any more. */
    List<StudyInstanceUid> of(StudyInstanceUid study, List<Routing.Prefetch> prefetches) {
        if (prefetches.isEmpty()) return List.of();
        Optional<ImagingOrder> order = orders.byStudy(study).filter(o -> o.status() == OrderStatus.SCHEDULED);
        return order.map(o -> prefetches.stream()
                        .flatMap(prefetch -> priors(o, prefetch))
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private Stream<StudyInstanceUid> priors(ImagingOrder order, Routing.Prefetch prefetch) {
        List<ScheduledProcedureStep> steps = order.steps().stream()
                .filter(step -> prefetch.when().holds(described(order, step), new Sender(step.stationAeTitle(), "")))
                .toList();
        if (steps.isEmpty()) return Stream.empty();
        return ofPatient(order).stream()
                .filter(prior -> !prior.id().equals(order.study()))
                .filter(prior -> isRelevant(prior, order, steps))
                .sorted(LATEST_FIRST)
                .limit(prefetch.priors())
                .map(StudyRecord::id);
    }

    private static Attributes described(ImagingOrder order, ScheduledProcedureStep step) {
        Attributes described = new Attributes();
        described.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        described.setString(Tag.Modality, VR.CS, step.modality());
        described.setString(Tag.StudyDescription, VR.LO, order.procedure().display());
        return described;
    }

    private List<StudyRecord> ofPatient(ImagingOrder order) {
        PatientIdentifier living = patients.living(order.patient()).identifier();
        try (Stream<StudyRecord> found = studies.studies(new StudyAccess.ByPatientId(living.id()))) {
            return found.filter(study -> agree(living, study.attributes().getString(Tag.IssuerOfPatientID, "")))
                    .limit(MOST_STUDIES)
                    .toList();
        }
    }

    private static boolean agree(PatientIdentifier living, String issuer) {
        return issuer.isEmpty() || living.issuer().isEmpty() || living.issuer().equals(issuer);
    }

    private boolean isRelevant(StudyRecord prior, ImagingOrder order, List<ScheduledProcedureStep> steps) {
        if (steps.stream().anyMatch(step -> prior.modalities().contains(step.modality()))) return true;
        String ordered = (order.procedure().display() + " " + order.reason().display()).toUpperCase(Locale.ROOT);
        try (Stream<SeriesRecord> series = studies.series(prior.id())) {
            return series.map(s -> s.attributes().getString(Tag.BodyPartExamined, ""))
                    .anyMatch(part -> !part.isEmpty() && ordered.contains(part.toUpperCase(Locale.ROOT)));
        }
    }
}
