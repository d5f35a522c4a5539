package org.muniment.core.feed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.core.feed.StudyState.Content;
import org.muniment.core.feed.StudyState.SeriesContent;
import org.muniment.core.tier.RecallState;

/**
 * Gathers what a study is like from everything that knows something of it. Not one moment's picture where it is just being changed; but then
 * another entry of the feed follows.
 */
public final class StudyStates {

    private final StudyIndex inSight;
    private final StudyIndex heldBack;
    private final Function<StudyRecord, Optional<ImagingOrder>> orders;
    private final Function<StudyInstanceUid, RecallState> images;

    /**
     * @param orders tells which order a study was taken for
     * @param images tells whether a study's images can be read now
     */
    public StudyStates(
            StudyIndex inSight,
            StudyIndex heldBack,
            Function<StudyRecord, Optional<ImagingOrder>> orders,
            Function<StudyInstanceUid, RecallState> images) {
        this.inSight = inSight;
        this.heldBack = heldBack;
        this.orders = orders;
        this.images = images;
    }

    /** Where nothing is known of orders, nor of tiers. */
    public StudyStates(StudyIndex inSight, StudyIndex heldBack) {
        this(inSight, heldBack, study -> Optional.empty(), study -> RecallState.ONLINE);
    }

    public StudyState of(StudyInstanceUid uid) {
        Optional<Content> seen = content(inSight, uid);
        Optional<Content> hidden = content(heldBack, uid);
        Optional<ImagingOrder> order = seen.or(() -> hidden).map(Content::study).flatMap(orders);
        return new StudyState(uid, seen, hidden, order, seen.isPresent() ? images.apply(uid) : RecallState.ONLINE);
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
