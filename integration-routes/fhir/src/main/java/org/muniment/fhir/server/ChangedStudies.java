package org.muniment.fhir.server;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;

/** Which studies changed in a time, by the change feed: at the cost of what changed in it, whatever the archive holds. */
final class ChangedStudies {

    private static final int AT_ONCE = 1000;

    /** Changes one search may look at. */
    private static final int MOST = 50_000;

    private final ChangeFeed feed;

    ChangedStudies(ChangeFeed feed) {
        this.feed = feed;
    }

    /**
     * With the time of the last change in that time, in the order of their first, so that pages stay as they are while more changes.
     *
     * @throws ArchiveException TOO_MANY_RESULTS, UNBOUNDED_QUERY where the time has no beginning
     */
    Map<StudyInstanceUid, Instant> in(TimeSpan time) {
        if (time.from() == null)
            throw new ArchiveException(ErrorCode.UNBOUNDED_QUERY, "Too broad: _lastUpdated needs a beginning (ge)");
        Map<StudyInstanceUid, Instant> changed = new LinkedHashMap<>();
        Position position = Position.at(time.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : time.from());
        for (int read = 0; read < MOST; ) {
            List<StudyChange> changes = feed.read(position, AT_ONCE);
            for (StudyChange change : changes) {
                if (time.until() != null && !change.at().isBefore(time.until())) return changed;
                changed.put(change.study(), change.at());
                position = change.position();
            }
            read += changes.size();
            if (changes.size() < AT_ONCE) return changed;
        }
        throw new ArchiveException(ErrorCode.TOO_MANY_RESULTS, "More changed in that time than one search may look at");
    }
}
