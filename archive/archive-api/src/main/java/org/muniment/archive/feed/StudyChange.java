package org.muniment.archive.feed;

import java.time.Instant;
import java.util.Objects;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * An entry of the feed: something has become of this study. What it is like now is to be read from the index.
 *
 * @param kind what was done; of several things done at once there are several entries
 */
public record StudyChange(Position position, StudyInstanceUid study, ChangeKind kind) {

    public StudyChange {
        Objects.requireNonNull(position);
        Objects.requireNonNull(study);
        Objects.requireNonNull(kind);
    }

    /** When it was announced, by the clock of who did. */
    public Instant at() {
        return position.time();
    }
}
