package org.muniment.archive.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * A person's word on which order a study was taken for; it counts for more than any number.
 *
 * @param order empty where the study is of none, whatever its numbers say
 * @param by the user
 */
public record StudyLink(StudyInstanceUid study, Optional<OrderId> order, String by, Instant at) {

    public StudyLink {
        Objects.requireNonNull(study);
        Objects.requireNonNull(order);
        Objects.requireNonNull(by);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
