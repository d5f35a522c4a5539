package org.muniment.core.order;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.feed.Subscriber;

/**
 * Moves orders on when their images are there, for modalities that report nothing: whichever of both came first, and whatever made them
 * belong together.
 */
public final class OrderImages implements Subscriber {

    private final OrderService orders;
    private final StudyIndex studies;
    private final Clock clock;

    public OrderImages(OrderService orders, StudyIndex studies, Clock clock) {
        this.orders = orders;
        this.studies = studies;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "order-images";
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return kind == ChangeKind.STORED || kind == ChangeKind.UPDATED || kind == ChangeKind.ORDER;
    }

    @Override
    public void deliver(StudyChange change) {
        Optional<StudyRecord> study;
        try (Stream<StudyRecord> found = studies.studies(new StudyAccess.ByStudyUid(List.of(change.study())))) {
            study = found.findFirst();
        }
        study.ifPresent(present -> orders.imagesArrived(
                present, new Provenance("archive", change.position().toString(), clock.instant())));
    }
}
