package org.muniment.core.order;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.PerformedStep.Status;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;

/**
 * What a data set of a performed procedure step has to say, PS3.4 table F.7.2-1. Attributes of type 2 may be missing, as they are from many
 * a modality; what the archive goes by may not.
 */
final class PerformedStepData {

    private static final List<Integer> AT_CREATION = List.of(
            Tag.PerformedProcedureStepStatus,
            Tag.PerformedProcedureStepID,
            Tag.PerformedStationAETitle,
            Tag.PerformedProcedureStepStartDate,
            Tag.PerformedProcedureStepStartTime,
            Tag.Modality,
            Tag.ScheduledStepAttributesSequence);

    /** Each makes a write and perhaps a change to announce, of which there may be so many only; no modality does so much in one go. */
    private static final int MOST_SCHEDULED = 100;

    /** What the table does not let N-SET change: what was scheduled, whose it is, where and when it began. */
    private static final Set<Integer> FIXED = Set.of(
            Tag.SpecificCharacterSet,
            Tag.ScheduledStepAttributesSequence,
            Tag.PatientName,
            Tag.PatientID,
            Tag.IssuerOfPatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.ReferencedPatientSequence,
            Tag.PerformedProcedureStepID,
            Tag.PerformedStationAETitle,
            Tag.PerformedStationName,
            Tag.PerformedLocation,
            Tag.PerformedProcedureStepStartDate,
            Tag.PerformedProcedureStepStartTime,
            Tag.Modality,
            Tag.StudyID);

    /** Of DCM, CID 9300: "Incorrect worklist entry selected". */
    private static final String WRONG_ENTRY = "110514";

    private PerformedStepData() {}

    static void requireCreation(Attributes dataSet) {
        AT_CREATION.forEach(tag -> require(dataSet, tag));
        List<Attributes> scheduled = dataSet.getItems(Tag.ScheduledStepAttributesSequence);
        if (scheduled.size() > MOST_SCHEDULED)
            throw new ArchiveException(
                    ErrorCode.INVALID_ATTRIBUTE,
                    name(Tag.ScheduledStepAttributesSequence) + " has more than " + MOST_SCHEDULED + " items");
        for (Attributes item : scheduled) require(item, Tag.StudyInstanceUID);
        if (status(dataSet) != Status.IN_PROGRESS)
            throw new ArchiveException(
                    ErrorCode.INVALID_ATTRIBUTE,
                    name(Tag.PerformedProcedureStepStatus) + " of a new step must be IN PROGRESS");
    }

    /** All there must be when a step ends; one that was broken off may have no series. */
    static void requireEnd(Attributes dataSet) {
        require(dataSet, Tag.PerformedProcedureStepEndDate);
        require(dataSet, Tag.PerformedProcedureStepEndTime);
        if (status(dataSet) == Status.COMPLETED) require(dataSet, Tag.PerformedSeriesSequence);
        for (Attributes series : dataSet.getItems(Tag.PerformedSeriesSequence)) require(series, Tag.SeriesInstanceUID);
    }

    private static void require(Attributes dataSet, int tag) {
        if (!dataSet.containsValue(tag))
            throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, name(tag) + " is missing");
    }

    static Status status(Attributes dataSet) {
        String value = dataSet.getString(Tag.PerformedProcedureStepStatus, "");
        return Arrays.stream(Status.values())
                .filter(status -> status.value().equals(value))
                .findFirst()
                .orElseThrow(() -> new ArchiveException(
                        ErrorCode.INVALID_ATTRIBUTE,
                        name(Tag.PerformedProcedureStepStatus) + " is none of IN PROGRESS, COMPLETED, DISCONTINUED"));
    }

    /** {@code before} with what of {@code changes} may change. */
    static Attributes changed(Attributes before, Attributes changes) {
        Attributes changed = new Attributes(before);
        for (Attributes.Element element : changes.elements()) if (!FIXED.contains(element.tag())) changed.put(element);
        return changed;
    }

    static Set<StudyInstanceUid> studies(Attributes dataSet) {
        return dataSet.getItems(Tag.ScheduledStepAttributesSequence).stream()
                .map(item -> new StudyInstanceUid(item.getString(Tag.StudyInstanceUID)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the state of the step means to what was scheduled. */
    static OrderEvent event(Attributes dataSet) {
        return switch (status(dataSet)) {
            case IN_PROGRESS -> OrderEvent.STARTED;
            case COMPLETED -> OrderEvent.COMPLETED;
            case DISCONTINUED -> isWrongEntry(dataSet) ? OrderEvent.WRONG_ENTRY : OrderEvent.DISCONTINUED;
        };
    }

    private static boolean isWrongEntry(Attributes dataSet) {
        Attributes reason = dataSet.getItem(Tag.PerformedProcedureStepDiscontinuationReasonCodeSequence);
        return reason != null && WRONG_ENTRY.equals(reason.getString(Tag.CodeValue));
    }

    private static String name(int tag) {
        return String.format("%s (%04X,%04X)", ElementDictionary.find(tag).keyword(), tag >>> 16, tag & 0xffff);
    }
}
