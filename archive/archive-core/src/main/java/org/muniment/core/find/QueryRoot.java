package org.muniment.core.find;

/**
 * The information model a query is put to (PS3.4 C.3). Under {@link #STUDY} the patient's attributes are keys of the study level,
 * so a study can be asked for without naming its patient.
 */
public enum QueryRoot {
    PATIENT(QueryLevel.PATIENT, QueryLevel.IMAGE),
    STUDY(QueryLevel.STUDY, QueryLevel.IMAGE),
    /** Retired, yet still what some viewers ask for. */
    PATIENT_STUDY_ONLY(QueryLevel.PATIENT, QueryLevel.STUDY);

    private final QueryLevel top;
    private final QueryLevel bottom;

    QueryRoot(QueryLevel top, QueryLevel bottom) {
        this.top = top;
        this.bottom = bottom;
    }

    /** The highest level that can be asked for. */
    public QueryLevel top() {
        return top;
    }

    public boolean has(QueryLevel level) {
        return !level.isAbove(top) && !bottom.isAbove(level);
    }
}
