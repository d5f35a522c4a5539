package org.muniment.core.order;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.core.ingest.Utf8Attributes;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** A scheduled procedure step as a modality's worklist shows it, PS3.4 table K.6-1. */
final class WorklistItem {

    static final int STEP = Tag.ScheduledProcedureStepSequence;

    /** Those of the step that can be asked for. */
    static final Map<Integer, Set<Integer>> STEP_KEYS = Map.of(
            STEP,
            Set.of(
                    Tag.ScheduledStationAETitle,
                    Tag.ScheduledProcedureStepStartDate,
                    Tag.ScheduledProcedureStepStartTime,
                    Tag.Modality,
                    Tag.ScheduledPerformingPhysicianName,
                    Tag.ScheduledProcedureStepID,
                    Tag.ScheduledProcedureStepDescription,
                    Tag.ScheduledProcedureStepLocation,
                    Tag.ScheduledProcedureStepStatus));

    /** All that can be asked for. */
    static final Set<Integer> KEYS = Set.of(
            STEP,
            Tag.PatientName,
            Tag.PatientID,
            Tag.IssuerOfPatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.AccessionNumber,
            Tag.RequestedProcedureID,
            Tag.RequestedProcedureDescription,
            Tag.RequestedProcedurePriority,
            Tag.StudyInstanceUID,
            Tag.ReferringPhysicianName,
            Tag.RequestingPhysician,
            Tag.PlacerOrderNumberImagingServiceRequest,
            Tag.FillerOrderNumberImagingServiceRequest,
            Tag.AdmissionID);

    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TM = DateTimeFormatter.ofPattern("HHmmss");

    private WorklistItem() {}

    /** In UTF-8. */
    static Attributes of(ImagingOrder order, ScheduledProcedureStep step, PatientDirectory.Person patient) {
        Attributes row = ofOrder(order, patient);
        Attributes item = new Attributes();
        row.setItems(STEP, item);
        addStep(item, order, step);
        return row;
    }

    /** What it shows of the whole order. */
    static Attributes ofOrder(ImagingOrder order, PatientDirectory.Person patient) {
        Attributes row = Utf8Attributes.empty();
        addPatient(row, patient, order);
        addRequest(row, order);
        addProcedure(row, order);
        return row;
    }

    private static void addPatient(Attributes row, PatientDirectory.Person patient, ImagingOrder order) {
        row.setString(Tag.PatientName, VR.PN, patient.name());
        row.setString(Tag.PatientID, VR.LO, patient.identifier().id());
        row.setString(Tag.IssuerOfPatientID, VR.LO, patient.identifier().issuer());
        row.setString(Tag.PatientBirthDate, VR.DA, patient.birthDate());
        row.setString(Tag.PatientSex, VR.CS, patient.sex());
        row.setString(Tag.AdmissionID, VR.LO, order.details().admissionId());
    }

    private static void addRequest(Attributes row, ImagingOrder order) {
        row.setString(Tag.AccessionNumber, VR.SH, order.accession().number());
        if (!order.accession().issuer().isEmpty()) {
            Attributes issuer = new Attributes();
            row.setItems(Tag.IssuerOfAccessionNumberSequence, issuer);
            issuer.setString(
                    Tag.LocalNamespaceEntityID, VR.UT, order.accession().issuer());
        }
        row.setString(Tag.ReferringPhysicianName, VR.PN, order.details().referringPhysician());
        row.setString(Tag.RequestingPhysician, VR.PN, order.details().requestingPhysician());
        row.setString(
                Tag.PlacerOrderNumberImagingServiceRequest,
                VR.LO,
                order.placer().number());
        row.setString(
                Tag.FillerOrderNumberImagingServiceRequest,
                VR.LO,
                order.filler().number());
    }

    private static void addProcedure(Attributes row, ImagingOrder order) {
        row.setString(Tag.RequestedProcedureID, VR.SH, order.requestedProcedureId());
        row.setString(
                Tag.RequestedProcedureDescription, VR.LO, order.procedure().display());
        addCode(row, Tag.RequestedProcedureCodeSequence, order.procedure());
        row.setString(Tag.StudyInstanceUID, VR.UI, order.study().value());
        row.setString(Tag.RequestedProcedurePriority, VR.SH, order.priority());
        row.setString(Tag.ReasonForTheRequestedProcedure, VR.LO, order.reason().display());
        addCode(row, Tag.ReasonForRequestedProcedureCodeSequence, order.reason());
    }

    private static void addStep(Attributes item, ImagingOrder order, ScheduledProcedureStep step) {
        LocalDateTime start = step.start();
        CodedText protocol = step.protocol().isEmpty() ? order.procedure() : step.protocol();
        item.setString(Tag.Modality, VR.CS, step.modality());
        item.setString(Tag.ScheduledStationAETitle, VR.AE, step.stationAeTitle());
        item.setString(Tag.ScheduledProcedureStepStartDate, VR.DA, DA.format(start));
        item.setString(Tag.ScheduledProcedureStepStartTime, VR.TM, TM.format(start));
        item.setString(Tag.ScheduledPerformingPhysicianName, VR.PN, step.performingPhysician());
        item.setString(Tag.ScheduledProcedureStepDescription, VR.LO, protocol.display());
        addCode(item, Tag.ScheduledProtocolCodeSequence, protocol);
        item.setString(Tag.ScheduledProcedureStepID, VR.SH, step.id());
        item.setString(Tag.ScheduledProcedureStepLocation, VR.SH, step.location());
        item.setString(
                Tag.ScheduledProcedureStepStatus,
                VR.CS,
                step.status() == OrderStatus.IN_PROGRESS ? "STARTED" : "SCHEDULED");
    }

    static void addCode(Attributes to, int sequence, CodedText text) {
        if (!text.hasCode()) return;
        Attributes code = new Attributes();
        to.setItems(sequence, code);
        code.setString(Tag.CodeValue, VR.SH, text.code());
        code.setString(Tag.CodingSchemeDesignator, VR.SH, text.scheme().isEmpty() ? "L" : text.scheme());
        code.setString(Tag.CodeMeaning, VR.LO, text.display());
    }
}
