package org.muniment.core.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.feed.StudyChanges;

/** Makes changes of orders, and has them announced for all studies they mean something to. */
final class Announced {

    private final StudyChanges changes;

    Announced(StudyChanges changes) {
        this.changes = changes;
    }

    <T> T during(Collection<StudyInstanceUid> studies, Supplier<T> change) {
        List<StudyChanges.Change> begun = new ArrayList<>();
        try {
            studies.forEach(study -> begun.add(changes.begin(study, ChangeKind.ORDER)));
            begun.forEach(StudyChanges.Change::writing);
            T result = change.get();
            begun.forEach(announced -> announced.made(ChangeKind.ORDER));
            return result;
        } finally {
            begun.forEach(StudyChanges.Change::close);
        }
    }
}
