package org.muniment.core.find;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;

/**
 * Instance Availability (0008,0056) of what was found, for one query: of an entity whose instances differ it is the least of theirs (PS3.3 C.4.23.1.1).
 * Where nothing of a study was moved to an offline tier it costs one look at its copies; else instances are looked at until one is offline, of all studies
 * together as many as the query may look at. What comes after is not known.
 */
final class Availabilities {

    private static final String ONLINE = "ONLINE";
    private static final String NEARLINE = "NEARLINE";
    private static final String NOT_KNOWN = "";

    private final StudyIndex index;
    private final OfflineSource source;
    private int left;
    private StudyInstanceUid study;
    private Optional<Predicate<InstanceRecord>> offline = Optional.empty();

    /** @param most how many instances may be looked at */
    Availabilities(StudyIndex index, OfflineSource source, int most) {
        this.index = index;
        this.source = source;
        this.left = most;
    }

    /** Empty where it is not known. */
    String of(StudyInstanceUid of) {
        return offline(of).isEmpty() ? ONLINE : ofSeries(index.series(of).map(SeriesRecord::id));
    }

    /** As above. */
    String of(SeriesId of) {
        return offline(of.study()).isEmpty() ? ONLINE : ofSeries(Stream.of(of));
    }

    String of(InstanceRecord of) {
        return offline(of.id().study()).filter(some -> some.test(of)).isPresent() ? NEARLINE : ONLINE;
    }

    private String ofSeries(Stream<SeriesId> all) {
        try (all;
                Stream<InstanceRecord> instances = all.flatMap(index::instances)) {
            Iterator<InstanceRecord> each = instances.iterator();
            while (each.hasNext()) {
                if (left-- <= 0) return NOT_KNOWN;
                if (offline.orElseThrow().test(each.next())) return NEARLINE;
            }
            return ONLINE;
        }
    }

    private Optional<Predicate<InstanceRecord>> offline(StudyInstanceUid of) {
        if (!of.equals(study)) {
            offline = source.of(of);
            study = of;
        }
        return offline;
    }
}
