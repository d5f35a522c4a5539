package org.muniment.archive.lifecycle;

import java.util.Objects;
import java.util.regex.Pattern;
import org.muniment.archive.id.StudyInstanceUid;

/** Names a job: a study has at most one unfinished job of a kind. The text form is {@code <kind> <study>}. */
public record JobKey(String kind, StudyInstanceUid study) {

    private static final Pattern KIND = Pattern.compile("[A-Z_]{1,40}");

    public JobKey {
        if (!KIND.matcher(kind).matches()) throw new IllegalArgumentException("not a kind of jobs: " + kind);
        Objects.requireNonNull(study);
    }

    public static JobKey parse(String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) throw new IllegalArgumentException("not the key of a job: " + text);
        return new JobKey(text.substring(0, blank), new StudyInstanceUid(text.substring(blank + 1)));
    }

    @Override
    public String toString() {
        return kind + " " + study.value();
    }
}
