package org.muniment.lifecycle.engine.copies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.object.ObjectKey;

/** Reads rows of a series from both sides of the index. */
public final class StudyRows {

    private final StudyIndex inSight;
    private final StudyIndex heldBack;

    public StudyRows(StudyIndex inSight, StudyIndex heldBack) {
        this.inSight = inSight;
        this.heldBack = heldBack;
    }

    /** All in sight, in order of SOP Instance UID. */
    public List<InstanceRecord> of(SeriesId series) {
        try (Stream<InstanceRecord> all = inSight.instances(series)) {
            return all.toList();
        }
    }

    /** Those whose object has one of these keys, in order of SOP Instance UID; each once, though it may be on its way from one side to the other. */
    public List<InstanceRecord> of(SeriesId series, Set<ObjectKey> keys) {
        List<InstanceRecord> rows = new ArrayList<>();
        Set<InstanceId> seen = new HashSet<>();
        for (StudyIndex side : List.of(inSight, heldBack, inSight))
            try (Stream<InstanceRecord> all = side.instances(series)) {
                all.filter(row -> keys.contains(row.location().key()))
                        .filter(row -> seen.add(row.id()))
                        .forEach(rows::add);
            }
        return rows;
    }
}
