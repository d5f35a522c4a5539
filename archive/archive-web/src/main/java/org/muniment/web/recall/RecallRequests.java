package org.muniment.web.recall;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.Recalls;
import org.muniment.web.access.Caller;
import org.muniment.web.problem.OfflineAnswer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Who wants what is offline has asked for it to be brought back: 202 says that it will come, and when to ask again (PS3.18 8.5, RFC 9110 15.3.3). */
record RecallRequests(Recalls recalls) implements OfflineAnswer {

    /** Empty where the request is about no study, and where nothing is being waited for: then it is a failure like others. */
    @Override
    public Optional<ResponseEntity<Object>> of(HttpServletRequest request) {
        Optional<StudyInstanceUid> study = Retrieval.study(request);
        if (study.isEmpty()) return Optional.empty();
        RecallState state = recalls.request(study.get(), caller());
        return isWaiting(state) ? Optional.of(accepted(study.get(), state)) : Optional.empty();
    }

    static boolean isWaiting(RecallState state) {
        return switch (state.state()) {
            case NEARLINE, REQUESTED, RECALLING -> true;
            case ONLINE, READY, FAILED -> false;
        };
    }

    static ResponseEntity<Object> accepted(StudyInstanceUid study, RecallState state) {
        RecallBody body = RecallBody.of(study, state);
        HttpHeaders headers = new HttpHeaders();
        headers.setCacheControl("no-store");
        if (body.retryAfter() != null) headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(body.retryAfter()));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    static String caller() {
        return Caller.current().map(Caller::name).orElse("nobody");
    }
}
