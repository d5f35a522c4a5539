package org.muniment.core.find;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Tag;

/**
 * The rows one query has to look at, and the count of them: what its plan leads to, without those its UIDs exclude. What studies hold
 * that the query names is not counted, as their content is bound enough.
 */
final class Candidates {

    private final StudyIndex index;
    private final AccessPlan plan;
    private final int max;
    private final List<SeriesInstanceUid> seriesUids;
    private final List<SopInstanceUid> instanceUids;
    private final Map<StudyInstanceUid, Set<SeriesInstanceUid>> pointedAt = new HashMap<>();
    private int examined;

    Candidates(StudyIndex index, Query query, int max) {
        this.index = index;
        this.plan = AccessPlan.of(query);
        this.max = max;
        if (!plan.isWithinNamedStudies() && query.offset() >= max)
            throw new ArchiveException(
                    ErrorCode.TOO_MANY_RESULTS, "Over " + max + " entries to skip: narrow the query");
        this.seriesUids =
                AccessPlan.uids(query.exactValues(QueryLevel.SERIES), Tag.SeriesInstanceUID, SeriesInstanceUid::new);
        this.instanceUids =
                AccessPlan.uids(query.exactValues(QueryLevel.IMAGE), Tag.SOPInstanceUID, SopInstanceUid::new);
    }

    /** Each study once. */
    Rows<StudyRecord> studies() {
        List<StudyAccess> paths = plan.studies().isEmpty() ? List.of(followPointers()) : plan.studies();
        if (paths.size() == 1) return each(paths, index::studies);
        Set<StudyInstanceUid> seen = new HashSet<>();
        return each(paths, path -> index.studies(path).filter(study -> seen.add(study.id())));
    }

    private StudyAccess followPointers() {
        Set<SeriesId> found = new LinkedHashSet<>();
        for (SopInstanceUid uid : plan.instances()) {
            count();
            for (InstanceRecord instance : index.instancesByUid(uid))
                found.add(instance.id().seriesId());
        }
        for (SeriesInstanceUid uid : plan.series()) {
            count();
            for (SeriesRecord series : index.seriesByUid(uid)) found.add(series.id());
        }
        for (SeriesId id : found)
            pointedAt.computeIfAbsent(id.study(), s -> new LinkedHashSet<>()).add(id.series());
        return new StudyAccess.ByStudyUid(List.copyOf(pointedAt.keySet()));
    }

    Rows<SeriesRecord> series(StudyInstanceUid study) {
        List<SeriesInstanceUid> wanted = seriesUids;
        if (wanted.isEmpty()) wanted = List.copyOf(pointedAt.getOrDefault(study, Set.of()));
        if (wanted.isEmpty()) return each(List.of(study), index::series);
        return each(wanted, uid -> index.seriesByUid(uid).stream()
                .filter(series -> series.id().study().equals(study)));
    }

    Rows<InstanceRecord> instances(SeriesId series) {
        if (instanceUids.isEmpty()) return each(List.of(series), index::instances);
        return each(instanceUids, uid -> index.instance(new InstanceId(series.study(), series.series(), uid)).stream());
    }

    private static <K, T> Rows<T> each(List<K> keys, Function<K, Stream<T>> rows) {
        return new Rows<>(keys.stream()
                .<Supplier<Stream<T>>>map(key -> () -> rows.apply(key))
                .toList());
    }

    void countStudy() {
        count();
    }

    /** A series or an instance. */
    void countContent() {
        if (!plan.isWithinNamedStudies()) count();
    }

    private void count() {
        if (++examined > max)
            throw new ArchiveException(
                    ErrorCode.TOO_MANY_RESULTS, "Over " + max + " entries to look at: narrow the query");
    }
}
