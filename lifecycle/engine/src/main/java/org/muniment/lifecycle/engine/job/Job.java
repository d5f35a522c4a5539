package org.muniment.lifecycle.engine.job;

import java.time.Instant;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobState;

/** A job as it was when it was read. */
public record Job(JobRecord row) {

    public JobKind kind() {
        return JobKind.valueOf(row.key().kind());
    }

    public StudyInstanceUid study() {
        return row.key().study();
    }

    public JobState state() {
        return row.state();
    }

    /** What is to be done next, in the words of the kind. */
    public String step() {
        return row.progress().step();
    }

    /** What the step needs to know: JSON in the words of the kind; names no patient. */
    public String detail() {
        return row.progress().detail();
    }

    /** Why it waits or is parked, or what it has done. */
    public String note() {
        return row.progress().note();
    }

    public Priority priority() {
        return Priority.values()[row.priority()];
    }

    /** How often the present step has failed. */
    public int attempts() {
        return row.progress().attempts();
    }

    public String by() {
        return row.by();
    }

    public Instant submittedAt() {
        return row.submittedAt();
    }

    /** The fencing token: grows with each owner. */
    public long token() {
        return row.lease().token();
    }

    @Override
    public String toString() {
        return row.key() + " " + step();
    }
}
