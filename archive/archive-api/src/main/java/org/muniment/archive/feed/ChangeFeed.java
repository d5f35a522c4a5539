package org.muniment.archive.feed;

import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * One ordered, durable feed of what happened to studies. Safe for use by many threads and processes. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE; then what was to be appended may be there or not, and appending
 * it again is harmless.
 */
public interface ChangeFeed {

    /**
     * Appends an entry at the end. On return it is durable, and whoever reads on from an earlier position will come upon it: no reader
     * passes the place of an entry that is still on its way.
     *
     * @return where it is
     */
    Position append(StudyInstanceUid study, ChangeKind kind);

    /**
     * The entries after a position, the oldest first: at most {@code limit}, and not yet those of the last moments, among which others may
     * still appear. Costs what is read, whatever the feed holds.
     */
    List<StudyChange> read(Position after, int limit);

    /** Where a reader begins who wants to see everything that is appended from now on. */
    Position end();
}
