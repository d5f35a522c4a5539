package org.muniment.core.find;

import java.util.Map;
import org.muniment.dicom.Tag;

/**
 * The Additional Query/Retrieve Attributes of PS3.4 C.3.4, which no object carries: made when asked for. The modalities and SOP classes
 * of a study can be matched too; counts and availability are only returned (PS3.4 C.2.2.1.3 allows that of optional keys).
 */
final class ComputedKeys {

    /** The level whose entities have the attribute. */
    static final Map<Integer, QueryLevel> LEVELS = Map.of(
            Tag.NumberOfPatientRelatedStudies, QueryLevel.PATIENT,
            Tag.NumberOfPatientRelatedSeries, QueryLevel.PATIENT,
            Tag.NumberOfPatientRelatedInstances, QueryLevel.PATIENT,
            Tag.ModalitiesInStudy, QueryLevel.STUDY,
            Tag.SOPClassesInStudy, QueryLevel.STUDY,
            Tag.NumberOfStudyRelatedSeries, QueryLevel.STUDY,
            Tag.NumberOfStudyRelatedInstances, QueryLevel.STUDY,
            Tag.NumberOfSeriesRelatedInstances, QueryLevel.SERIES);

    private ComputedKeys() {}

    static boolean isMatched(int tag) {
        return tag == Tag.ModalitiesInStudy || tag == Tag.SOPClassesInStudy;
    }
}
