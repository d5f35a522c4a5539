package org.muniment.core.find;

import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.dicom.Tag;

/** Query/Retrieve Level (0008,0052), highest first: whose entities a query's answers are (PS3.4 C.6.1.1 and C.6.2.1). */
public enum QueryLevel {
    PATIENT(Tag.PatientID, QueryableAttributes.PATIENT),
    STUDY(Tag.StudyInstanceUID, QueryableAttributes.STUDY),
    SERIES(Tag.SeriesInstanceUID, QueryableAttributes.SERIES),
    IMAGE(Tag.SOPInstanceUID, QueryableAttributes.INSTANCE);

    private final int uniqueKey;
    private final Set<Integer> attributes;

    QueryLevel(int uniqueKey, Set<Integer> attributes) {
        this.uniqueKey = uniqueKey;
        this.attributes = attributes;
    }

    /**
     * The level a C-FIND identifier or a URL names.
     *
     * @throws ArchiveException INVALID_QUERY where it is absent or none of the four
     */
    public static QueryLevel of(String value) {
        if (value == null)
            throw new ArchiveException(ErrorCode.INVALID_QUERY, "Query/Retrieve Level (0008,0052) is missing");
        for (QueryLevel level : values()) if (level.name().equals(value)) return level;
        throw new ArchiveException(
                ErrorCode.INVALID_QUERY,
                "Query/Retrieve Level (0008,0052) is not one of PATIENT, STUDY, SERIES, IMAGE");
    }

    /** The attribute whose single value names one entity of this level. */
    public int uniqueKey() {
        return uniqueKey;
    }

    /** What the index keeps of this level's entities; computed attributes are not among them. */
    public Set<Integer> attributes() {
        return attributes;
    }

    public boolean isAbove(QueryLevel other) {
        return ordinal() < other.ordinal();
    }
}
