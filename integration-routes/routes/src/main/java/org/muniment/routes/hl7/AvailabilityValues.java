package org.muniment.routes.hl7;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyState.Content;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** What may be filled into a template about a study: README.md of this module lists the names. */
public final class AvailabilityValues {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private final Function<StudyRecord, Optional<ImagingOrder>> orders;
    private final Clock clock;

    /** @param orders which order a study was taken for */
    public AvailabilityValues(Function<StudyRecord, Optional<ImagingOrder>> orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    Map<String, String> of(StudyState state, Hl7Target target, String controlId) {
        Map<String, String> values = new HashMap<>();
        values.put("sendingApplication", "MUNIMENT");
        values.put("receivingApplication", target.application());
        values.put("receivingFacility", target.facility());
        values.put("controlId", controlId);
        values.put(
                "now",
                LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIME));
        Content content = state.known().orElseThrow();
        boolean available = state.status() == StudyState.Status.AVAILABLE;
        study(content, values);
        values.put("studyInstanceUid", state.uid().value());
        values.put("series", available ? String.valueOf(content.series().size()) : "0");
        values.put("instances", available ? String.valueOf(content.instances()) : "0");
        values.put("availability", available ? "ONLINE" : "UNAVAILABLE");
        values.put("resultStatus", available ? "F" : "X");
        values.put("orderStatus", available ? "CM" : "DC");
        Optional<ImagingOrder> order = orders.apply(content.study());
        order.ifPresent(known -> order(known, values));
        return values;
    }

    private static void study(Content content, Map<String, String> values) {
        Attributes study = content.study().attributes();
        values.put("patientId", study.getString(Tag.PatientID, ""));
        values.put("patientIssuer", study.getString(Tag.IssuerOfPatientID, ""));
        values.put("patientName", study.getString(Tag.PatientName, ""));
        values.put("patientBirthDate", study.getString(Tag.PatientBirthDate, ""));
        values.put("patientSex", study.getString(Tag.PatientSex, ""));
        values.put("accessionNumber", study.getString(Tag.AccessionNumber, ""));
        String time = study.getString(Tag.StudyTime, "").replaceFirst("\\..*", "");
        values.put("studyDateTime", study.getString(Tag.StudyDate, "") + time);
        values.put("procedure", study.getString(Tag.StudyDescription, ""));
        values.put(
                "modality",
                new TreeSet<>(content.study().modalities()).stream().findFirst().orElse(""));
    }

    private static void order(ImagingOrder order, Map<String, String> values) {
        values.put("placerOrderNumber", order.placer().number());
        values.put("fillerOrderNumber", order.filler().number());
        values.put("requestedProcedureId", order.numbers().requestedProcedureId());
        if (!order.accession().isEmpty())
            values.put("accessionNumber", order.accession().number());
        if (order.procedure().isEmpty()) return;
        values.put("procedureCode", order.procedure().code());
        values.put("procedureScheme", order.procedure().scheme());
        values.put("procedure", order.procedure().text());
    }
}
