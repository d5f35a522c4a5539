package org.muniment.core.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

/** Writes down what is asked of an index, how many rows are read of it, and whether streams are closed. */
final class CountingStudyIndex implements StudyIndex {

    private final StudyIndex index;
    final List<StudyAccess> accesses = new ArrayList<>();
    int rows;
    int counts;
    int open;

    CountingStudyIndex(StudyIndex index) {
        this.index = index;
    }

    /** As a list first, since a sorted stream hands over all its elements at once. */
    private <T> Stream<T> counted(Stream<T> stream) {
        open++;
        return stream.toList().stream().peek(row -> rows++).onClose(() -> open--);
    }

    @Override
    public Optional<InstanceRecord> instance(InstanceId id) {
        rows++;
        return index.instance(id);
    }

    @Override
    public List<InstanceRecord> instancesByUid(SopInstanceUid uid) {
        rows++;
        return index.instancesByUid(uid);
    }

    @Override
    public List<SeriesRecord> seriesByUid(SeriesInstanceUid uid) {
        rows++;
        return index.seriesByUid(uid);
    }

    @Override
    public Stream<StudyRecord> studies(StudyAccess access) {
        accesses.add(access);
        return counted(index.studies(access));
    }

    @Override
    public Stream<SeriesRecord> series(StudyInstanceUid study) {
        return counted(index.series(study));
    }

    @Override
    public Stream<InstanceRecord> instances(SeriesId series) {
        return counted(index.instances(series));
    }

    @Override
    public long countInstances(SeriesId series) {
        counts++;
        return index.countInstances(series);
    }

    @Override
    public Map<SeriesId, Long> countInstances(Collection<StudyInstanceUid> studies) {
        assertThat(studies).hasSizeLessThanOrEqualTo(MOST_COUNTED);
        counts++;
        return index.countInstances(studies);
    }
}
