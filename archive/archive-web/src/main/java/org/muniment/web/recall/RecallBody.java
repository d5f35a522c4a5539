package org.muniment.web.recall;

import java.time.Instant;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.tier.RecallState;

/**
 * Whether a study can be read.
 *
 * @param readyUntil how long a recalled study stays readable; null where that is not known
 * @param retryAfter seconds after which to ask again; null where that is of no use
 * @param see where its state is told
 */
record RecallBody(String study, RecallState.State state, Instant readyUntil, Long retryAfter, String see) {

    static RecallBody of(StudyInstanceUid study, RecallState state) {
        return new RecallBody(
                study.value(),
                state.state(),
                state.until().orElse(null),
                state.retryAfter().isZero()
                        ? null
                        : Math.max(1, state.retryAfter().toSeconds()),
                RecallController.PATH.replace("{study}", study.value()));
    }
}
