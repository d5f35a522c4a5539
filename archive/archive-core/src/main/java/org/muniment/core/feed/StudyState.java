package org.muniment.core.feed;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.core.tier.RecallState;

/**
 * What a study is like at present: what everybody who tells the world about it starts from.
 *
 * @param inSight what readers see of it
 * @param heldBack what rejection notes hold back of it
 * @param order the one it was taken for
 * @param images whether those in sight can be read now
 */
public record StudyState(
        StudyInstanceUid uid,
        Optional<Content> inSight,
        Optional<Content> heldBack,
        Optional<ImagingOrder> order,
        RecallState images) {

    public StudyState {
        Objects.requireNonNull(uid);
        Objects.requireNonNull(inSight);
        Objects.requireNonNull(heldBack);
        Objects.requireNonNull(order);
        Objects.requireNonNull(images);
    }

    /** One that was taken for no order the archive knows, and whose images are online. */
    public StudyState(StudyInstanceUid uid, Optional<Content> inSight, Optional<Content> heldBack) {
        this(uid, inSight, heldBack, Optional.empty(), RecallState.ONLINE);
    }

    /** In one word. */
    public enum Status {
        /** Readers find it, all of it or what was not rejected. */
        AVAILABLE,
        /** All of it has been rejected. */
        REJECTED,
        /** The archive has nothing of it, or nothing any more. */
        ABSENT
    }

    public Status status() {
        if (inSight.isPresent()) return Status.AVAILABLE;
        return heldBack.isPresent() ? Status.REJECTED : Status.ABSENT;
    }

    /** What readers see, or else what was rejected: of a study that is withdrawn, others must still be told which it was. */
    public Optional<Content> known() {
        return inSight.or(() -> heldBack);
    }

    /** @param series those with instances, in order of Series Instance UID */
    public record Content(StudyRecord study, List<SeriesContent> series) {
        public Content {
            Objects.requireNonNull(study);
            series = List.copyOf(series);
        }

        public long instances() {
            return series.stream().mapToLong(SeriesContent::instances).sum();
        }
    }

    public record SeriesContent(SeriesRecord series, long instances) {
        public SeriesContent {
            Objects.requireNonNull(series);
        }
    }
}
