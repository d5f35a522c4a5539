package org.muniment.archive.order;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * An entry of a modality's worklist: a part of an order that is done at one place in one go (PS3.3 C.4.10). Texts are empty where they are
 * not known.
 *
 * @param id Scheduled Procedure Step ID (0040,0009), unique within the order; empty for one to be given by the archive
 * @param modality (0008,0060)
 * @param stationAeTitle Scheduled Station AE Title (0040,0001)
 * @param start Scheduled Procedure Step Start Date (0040,0002) and Time (0040,0003), in local time; kept in seconds
 * @param protocol Scheduled Protocol Code Sequence (0040,0008) and Scheduled Procedure Step Description (0040,0007)
 * @param performingPhysician Scheduled Performing Physician's Name (0040,0006)
 * @param location Scheduled Procedure Step Location (0040,0011)
 * @param status Scheduled Procedure Step Status (0040,0020)
 */
public record ScheduledProcedureStep(
        String id,
        String modality,
        String stationAeTitle,
        LocalDateTime start,
        CodedText protocol,
        String performingPhysician,
        String location,
        OrderStatus status) {

    public ScheduledProcedureStep {
        id = id.strip();
        modality = modality.strip();
        stationAeTitle = stationAeTitle.strip();
        start = start.truncatedTo(ChronoUnit.SECONDS);
        Objects.requireNonNull(protocol);
        performingPhysician = performingPhysician.strip();
        location = location.strip();
        Objects.requireNonNull(status);
    }

    public ScheduledProcedureStep withId(String newId) {
        return new ScheduledProcedureStep(
                newId, modality, stationAeTitle, start, protocol, performingPhysician, location, status);
    }

    public ScheduledProcedureStep withStatus(OrderStatus newStatus) {
        return new ScheduledProcedureStep(
                id, modality, stationAeTitle, start, protocol, performingPhysician, location, newStatus);
    }

    /** Put off, or brought forward. */
    public ScheduledProcedureStep at(LocalDateTime newStart) {
        return new ScheduledProcedureStep(
                id, modality, stationAeTitle, newStart, protocol, performingPhysician, location, status);
    }

    /** This, with what {@code other} says of a step where this says nothing. */
    public ScheduledProcedureStep or(ScheduledProcedureStep other) {
        return new ScheduledProcedureStep(
                first(id, other.id),
                first(modality, other.modality),
                first(stationAeTitle, other.stationAeTitle),
                start,
                protocol.isEmpty() ? other.protocol : protocol,
                first(performingPhysician, other.performingPhysician),
                first(location, other.location),
                status);
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
