package org.muniment.web.qido;

import static org.muniment.dicom.Tag.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muniment.core.find.QueryLevel;

/** The resources that can be searched (PS3.18 table 10.6.1-1), and what is told of each match unasked (tables 10.6.3-3 to 10.6.3-5). */
enum SearchTarget {
    STUDIES(QueryLevel.STUDY, EnumSet.of(QueryLevel.STUDY)),
    SERIES(QueryLevel.SERIES, EnumSet.of(QueryLevel.STUDY, QueryLevel.SERIES)),
    INSTANCES(QueryLevel.IMAGE, EnumSet.of(QueryLevel.STUDY, QueryLevel.SERIES, QueryLevel.IMAGE)),
    SERIES_OF_STUDY(QueryLevel.SERIES, EnumSet.of(QueryLevel.SERIES)),
    INSTANCES_OF_STUDY(QueryLevel.IMAGE, EnumSet.of(QueryLevel.SERIES, QueryLevel.IMAGE)),
    INSTANCES_OF_SERIES(QueryLevel.IMAGE, EnumSet.of(QueryLevel.IMAGE));

    private static final List<AttributePath> ALWAYS = paths(InstanceAvailability, TimezoneOffsetFromUTC);

    private static final Map<QueryLevel, List<AttributePath>> DEFAULTS = Map.of(
            QueryLevel.STUDY,
            paths(
                    StudyDate,
                    StudyTime,
                    AccessionNumber,
                    ModalitiesInStudy,
                    ReferringPhysicianName,
                    PatientName,
                    PatientID,
                    PatientBirthDate,
                    PatientSex,
                    StudyID,
                    NumberOfStudyRelatedSeries,
                    NumberOfStudyRelatedInstances),
            QueryLevel.SERIES,
            List.of(
                    AttributePath.of(Modality),
                    AttributePath.of(SeriesDescription),
                    AttributePath.of(SeriesNumber),
                    AttributePath.of(NumberOfSeriesRelatedInstances),
                    AttributePath.of(PerformedProcedureStepStartDate),
                    AttributePath.of(PerformedProcedureStepStartTime),
                    new AttributePath(List.of(RequestAttributesSequence, ScheduledProcedureStepID)),
                    new AttributePath(List.of(RequestAttributesSequence, RequestedProcedureID))),
            QueryLevel.IMAGE,
            paths(SOPClassUID, InstanceNumber, Rows, Columns, BitsAllocated, NumberOfFrames));

    /** What {@code includefield=all} adds to the attributes the index keeps. What counts all of a patient's studies has to be asked for by name. */
    private static final Map<QueryLevel, Set<Integer>> COMPUTED = Map.of(
            QueryLevel.STUDY,
            Set.of(ModalitiesInStudy, SOPClassesInStudy, NumberOfStudyRelatedSeries, NumberOfStudyRelatedInstances),
            QueryLevel.SERIES,
            Set.of(NumberOfSeriesRelatedInstances),
            QueryLevel.IMAGE,
            Set.of());

    /** Told where they have a value (type C), or where they are asked for. */
    static final Set<Integer> CONDITIONAL =
            Set.of(TimezoneOffsetFromUTC, Rows, Columns, BitsAllocated, NumberOfFrames, RequestAttributesSequence);

    private final QueryLevel level;
    private final Set<QueryLevel> told;

    SearchTarget(QueryLevel level, Set<QueryLevel> told) {
        this.level = level;
        this.told = told;
    }

    private static List<AttributePath> paths(int... tags) {
        return Arrays.stream(tags).mapToObj(AttributePath::of).toList();
    }

    /** Whose entities are found. */
    QueryLevel level() {
        return level;
    }

    /** Asks for what is told of each match whatever the client says, the UIDs that lead to it among them. */
    void addDefaults(Identifier identifier) {
        ALWAYS.forEach(identifier::returnAlso);
        for (QueryLevel l : told) DEFAULTS.get(l).forEach(identifier::returnAlso);
        for (QueryLevel l : QueryLevel.values()) {
            if (l != QueryLevel.PATIENT && !level.isAbove(l)) identifier.returnAlso(AttributePath.of(l.uniqueKey()));
        }
    }

    /** Asks for all there is of the levels told of. */
    void addAll(Identifier identifier) {
        for (QueryLevel l : told) {
            l.attributes().forEach(tag -> identifier.returnAlso(AttributePath.of(tag)));
            COMPUTED.get(l).forEach(tag -> identifier.returnAlso(AttributePath.of(tag)));
        }
        if (told.contains(QueryLevel.STUDY))
            QueryLevel.PATIENT.attributes().forEach(tag -> identifier.returnAlso(AttributePath.of(tag)));
    }
}
