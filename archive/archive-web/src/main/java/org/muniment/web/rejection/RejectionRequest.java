package org.muniment.web.rejection;

import java.util.List;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.reject.RejectionTarget;
import org.muniment.web.problem.BadParameterException;

/**
 * What is to be rejected, and why.
 *
 * @param series those of the study, or those the instances are in; all where left out
 * @param instances all where left out
 * @param code one of 113001, 113037, 113038 and 113039
 * @param reason in words; may be left out
 */
record RejectionRequest(String study, List<String> series, List<String> instances, String code, String reason) {

    /** Longer is no reason, but a report. */
    static final int LONGEST_REASON = 1024;

    RejectionTarget target() {
        if (study == null) throw new BadParameterException("study", "is missing");
        return new RejectionTarget(
                uid("study", study, StudyInstanceUid::new),
                uids("series", series, SeriesInstanceUid::new),
                uids("instances", instances, SopInstanceUid::new));
    }

    RejectionCode title() {
        return code(code);
    }

    static RejectionCode code(String value) {
        if (value == null) throw new BadParameterException("code", "is missing");
        return RejectionCode.of(value)
                .orElseThrow(
                        () -> new BadParameterException("code", "must be one of 113001, 113037, 113038 and 113039"));
    }

    /** Never null. */
    static String reason(String text) {
        if (text == null) return "";
        if (text.length() > LONGEST_REASON)
            throw new BadParameterException("reason", "is longer than " + LONGEST_REASON + " characters");
        return text.strip();
    }

    private static <U> List<U> uids(String parameter, List<String> values, Function<String, U> uid) {
        if (values == null) return List.of();
        return values.stream().map(value -> uid(parameter, value, uid)).toList();
    }

    private static <U> U uid(String parameter, String value, Function<String, U> uid) {
        try {
            return uid.apply(value);
        } catch (ArchiveException e) {
            throw new BadParameterException(parameter, e.getMessage());
        }
    }
}
