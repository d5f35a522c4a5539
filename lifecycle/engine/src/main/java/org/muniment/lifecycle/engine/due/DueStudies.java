package org.muniment.lifecycle.engine.due;

import java.time.Instant;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;

/** Has studies looked at by the policies. */
public final class DueStudies {

    private final DueIndex due;

    public DueStudies(DueIndex due) {
        this.due = due;
    }

    /**
     * The study is evaluated at that time, or soon after, on some node; durable on return. It takes nothing of earlier calls back: the study is evaluated at each
     * of their times.
     */
    public void schedule(StudyInstanceUid study, Instant at) {
        due.schedule(DueList.STUDY, "", study.value(), at);
    }

    /** The study is evaluated as soon as there is time. */
    public void scheduleNow(StudyInstanceUid study) {
        schedule(study, Instant.EPOCH);
    }
}
