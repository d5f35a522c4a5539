package org.muniment.core.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderIndex;
import org.muniment.archive.order.StudyLink;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * Which order a study was taken for. Nothing of it is written down but what a person decided: it follows from the numbers of both, as they
 * are, whichever came first.
 */
final class StudyOrders {

    /** Studies under one accession number; where there are more, the number says little. */
    private static final int MOST_STUDIES = 200;

    private final OrderIndex orders;
    private final StudyIndex studies;
    private final PatientDirectory patients;

    StudyOrders(OrderIndex orders, StudyIndex studies, PatientDirectory patients) {
        this.orders = orders;
        this.studies = studies;
        this.patients = patients;
    }

    Optional<ImagingOrder> orderOf(StudyRecord study) {
        Optional<StudyLink> link = orders.linkOf(study.id());
        if (link.isPresent()) return link.get().order().flatMap(orders::find);
        List<ImagingOrder> byUid = list(new OrderAccess.ByStudy(study.id()));
        if (!byUid.isEmpty()) return only(byUid, study);
        AccessionNumber accession = accession(study.attributes());
        if (accession.isEmpty()) return Optional.empty();
        return only(withAccession(accession, PatientIdentifier.of(study.attributes())), study);
    }

    /** @param patient where empty, whosoever's: an id that is not named can't tell people apart */
    private List<ImagingOrder> withAccession(AccessionNumber accession, Optional<PatientIdentifier> patient) {
        return list(new OrderAccess.ByAccession(accession)).stream()
                .filter(order -> patient.isEmpty() || samePatient(order.patient(), patient.get()))
                .toList();
    }

    /** The only one, else the only one of the study's accession number, else the only one for a modality the study is from. */
    private static Optional<ImagingOrder> only(List<ImagingOrder> candidates, StudyRecord study) {
        if (candidates.size() == 1) return Optional.of(candidates.get(0));
        AccessionNumber accession = accession(study.attributes());
        List<ImagingOrder> sameNumber = candidates.stream()
                .filter(order -> order.accession().agreesWith(accession))
                .toList();
        if (sameNumber.size() == 1) return Optional.of(sameNumber.get(0));
        List<ImagingOrder> sameModality = sameNumber.stream()
                .filter(order -> order.steps().stream()
                        .anyMatch(step -> study.modalities().contains(step.modality())))
                .toList();
        return sameModality.size() == 1 ? Optional.of(sameModality.get(0)) : Optional.empty();
    }

    /**
     * The order of a scheduled step as a modality names it: by Study Instance UID, else by its patient's accession number, told apart by the
     * step's and the requested procedure's ids.
     */
    Optional<ImagingOrder> orderOf(Attributes scheduled, Optional<PatientIdentifier> patient) {
        String uid = scheduled.getString(Tag.StudyInstanceUID, "");
        List<ImagingOrder> byUid = uid.isEmpty() ? List.of() : list(new OrderAccess.ByStudy(new StudyInstanceUid(uid)));
        List<ImagingOrder> candidates = byUid.isEmpty() ? withAccession(accession(scheduled), patient) : byUid;
        if (candidates.size() < 2) return candidates.stream().findFirst();
        String procedure = scheduled.getString(Tag.RequestedProcedureID, "");
        String step = scheduled.getString(Tag.ScheduledProcedureStepID, "");
        List<ImagingOrder> sameProcedure = candidates.stream()
                .filter(order -> order.requestedProcedureId().equals(procedure)
                        && order.step(step).isPresent())
                .toList();
        return sameProcedure.size() == 1 ? Optional.of(sameProcedure.get(0)) : Optional.empty();
    }

    List<StudyRecord> studiesOf(ImagingOrder order) {
        Map<StudyInstanceUid, StudyRecord> found = new LinkedHashMap<>();
        candidates(order).forEach(study -> found.put(study.id(), study));
        return found.values().stream()
                .filter(study ->
                        orderOf(study).filter(o -> o.id().equals(order.id())).isPresent())
                .toList();
    }

    /** Those a change of the order may mean something to; the order's own among them, whether it is there or not. */
    Set<StudyInstanceUid> touchedBy(ImagingOrder order) {
        Set<StudyInstanceUid> touched = new HashSet<>();
        touched.add(order.study());
        candidates(order).forEach(study -> touched.add(study.id()));
        return touched;
    }

    private List<StudyRecord> candidates(ImagingOrder order) {
        List<StudyInstanceUid> uids;
        try (Stream<StudyInstanceUid> linked = orders.linkedTo(order.id())) {
            uids = Stream.concat(Stream.of(order.study()), linked).distinct().toList();
        }
        List<StudyRecord> found = new ArrayList<>(list(new StudyAccess.ByStudyUid(uids)));
        if (!order.accession().isEmpty())
            found.addAll(
                    list(new StudyAccess.ByAccessionNumber(order.accession().number())));
        return found;
    }

    private List<ImagingOrder> list(OrderAccess access) {
        try (Stream<ImagingOrder> found = orders.orders(access)) {
            return found.toList();
        }
    }

    private List<StudyRecord> list(StudyAccess access) {
        try (Stream<StudyRecord> found = studies.studies(access)) {
            return found.limit(MOST_STUDIES).toList();
        }
    }

    /** Whether both lead to one living patient, or may, as far as their issuers are known. */
    boolean samePatient(PatientIdentifier one, PatientIdentifier other) {
        return agree(one, other) || agree(living(one), living(other));
    }

    private PatientIdentifier living(PatientIdentifier any) {
        return patients.living(any).identifier();
    }

    private static boolean agree(PatientIdentifier one, PatientIdentifier other) {
        boolean issuers = one.issuer().isEmpty()
                || other.issuer().isEmpty()
                || one.issuer().equals(other.issuer());
        return issuers && one.id().equals(other.id());
    }

    /** With the issuer's local name, else its universal one. */
    static AccessionNumber accession(Attributes study) {
        Attributes issuer = study.getItem(Tag.IssuerOfAccessionNumberSequence);
        String name = issuer == null
                ? ""
                : issuer.getString(Tag.LocalNamespaceEntityID, issuer.getString(Tag.UniversalEntityID, ""));
        return new AccessionNumber(study.getString(Tag.AccessionNumber, ""), name);
    }
}
