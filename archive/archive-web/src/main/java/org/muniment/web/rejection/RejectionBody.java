package org.muniment.web.rejection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;

/**
 * A rejection as the API tells it.
 *
 * @param id SOP Instance UID of the note
 * @param studies those the rejected instances are of
 * @param state in_force or restored; pending and restoring while the change is being completed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RejectionBody(
        String id,
        String code,
        String meaning,
        String by,
        Instant at,
        String reason,
        List<String> studies,
        int instances,
        String state,
        NoteBody note,
        RestorationBody restoration) {

    record NoteBody(String study, String series, String instance) {}

    record RestorationBody(String by, Instant at, String reason) {}

    static RejectionBody of(Rejection rejection) {
        return new RejectionBody(
                rejection.note().instance().value(),
                rejection.code().value(),
                rejection.code().meaning(),
                rejection.by(),
                rejection.at(),
                rejection.reason(),
                rejection.studies().stream()
                        .map(StudyInstanceUid::value)
                        .sorted()
                        .toList(),
                rejection.instances(),
                rejection.state().name().toLowerCase(Locale.ROOT),
                new NoteBody(
                        rejection.note().study().value(),
                        rejection.note().series().value(),
                        rejection.note().instance().value()),
                rejection
                        .restoration()
                        .map(r -> new RestorationBody(r.by(), r.at(), r.reason()))
                        .orElse(null));
    }
}
