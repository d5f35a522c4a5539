package org.muniment.lifecycle.engine.place;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.feed.Subscriber;
import org.muniment.lifecycle.engine.due.DueStudies;

/**
 * Has each study looked at again of which something has changed, and the patient's other studies along with it: a new examination moves their clocks, too.
 */
public final class LifecycleSubscriber implements Subscriber {

    /** What the lifecycle itself does changes nothing for it. */
    private static final Set<ChangeKind> ITS_OWN = Set.of(ChangeKind.MOVED, ChangeKind.RECALLED);

    /** Those of a patient with more are looked at when their own dates come. */
    private static final int MOST_SIBLINGS = 200;

    private final DueStudies due;
    private final Function<StudyInstanceUid, Stream<StudyInstanceUid>> siblings;

    /** @param siblings other studies of the same patient; closed by this */
    public LifecycleSubscriber(DueStudies due, Function<StudyInstanceUid, Stream<StudyInstanceUid>> siblings) {
        this.due = due;
        this.siblings = siblings;
    }

    @Override
    public String name() {
        return "lifecycle";
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return !ITS_OWN.contains(kind);
    }

    @Override
    public void deliver(StudyChange change) {
        due.scheduleNow(change.study());
        if (change.kind() != ChangeKind.STORED && change.kind() != ChangeKind.PATIENT) return;
        try (Stream<StudyInstanceUid> others = siblings.apply(change.study())) {
            others.filter(other -> !other.equals(change.study()))
                    .limit(MOST_SIBLINGS)
                    .forEach(due::scheduleNow);
        }
    }
}
