package org.muniment.core.feed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.core.feed.StudyState.Content;
import org.muniment.core.feed.StudyState.SeriesContent;

/**
 * Gathers what a study is like from everything that knows something of it. Not one moment's picture where it is just being changed; but then
 * another entry of the feed follows.
 */
public final class StudyStates {

    private final StudyIndex inSight;
    private final StudyIndex heldBack;

    public StudyStates(StudyIndex inSight, StudyIndex heldBack) {
        this.inSight = inSight;
        this.heldBack = heldBack;
    }

    public StudyState of(StudyInstanceUid uid) {
        return new StudyState(uid, content(inSight, uid), content(heldBack, uid));
    }

    private static Optional<Content> content(StudyIndex side, StudyInstanceUid uid) {
        try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(uid)))) {
            return found.findFirst()
                    .map(study -> new Content(study, series(side, uid)))
                    .filter(content -> !content.series().isEmpty());
        }
    }

    private static List<SeriesContent> series(StudyIndex side, StudyInstanceUid uid) {
        Map<SeriesId, Long> counts = side.countInstances(List.of(uid));
        try (var series = side.series(uid)) {
            return series.map(record -> new SeriesContent(record, counts.getOrDefault(record.id(), 0L)))
                    .filter(content -> content.instances() > 0)
                    .toList();
        }
    }
}
