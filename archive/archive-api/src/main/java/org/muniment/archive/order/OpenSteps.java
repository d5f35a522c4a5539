package org.muniment.archive.order;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;

/**
 * Which scheduled procedure steps are asked for among those still {@linkplain OrderStatus#isOpen open}.
 *
 * @param from the first day on which they are to start
 * @param to the last
 * @param newestFirst whether the last day comes first; within a day they come by time, the earliest first
 * @param modalities one of these; empty for any
 * @param stations one of these Scheduled Station AE Titles; empty for any
 */
public record OpenSteps(
        LocalDate from, LocalDate to, boolean newestFirst, Set<String> modalities, Set<String> stations) {

    public OpenSteps {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        modalities = Set.copyOf(modalities);
        stations = Set.copyOf(stations);
    }

    /** A step with the order it is of. */
    public record Found(ImagingOrder order, ScheduledProcedureStep step) {}

    public boolean leadsTo(ScheduledProcedureStep step) {
        LocalDate day = step.start().toLocalDate();
        return step.status().isOpen()
                && !day.isBefore(from)
                && !day.isAfter(to)
                && takes(step.modality(), step.stationAeTitle());
    }

    /** Whether a step at this station is asked for, whenever it is. */
    public boolean takes(String modality, String stationAeTitle) {
        return (modalities.isEmpty() || modalities.contains(modality))
                && (stations.isEmpty() || stations.contains(stationAeTitle));
    }
}
