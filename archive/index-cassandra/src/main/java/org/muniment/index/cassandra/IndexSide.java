package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.Tag;

/** What is in sight, or what is held back: three tables that are sources of truth, and the hints both sides share. */
final class IndexSide implements StudyIndex {

    private final CqlRunner cql;
    private final InstanceByUidTable instancesByUid;
    private final StudyPaths paths;
    private final InstanceTable instances;
    private final SeriesTable series;
    private final StudyTable studies;
    private final DerivedIndex derived;
    private final InstanceCounts counts;

    private IndexSide(SharedTables shared, String prefix) {
        cql = shared.cql();
        instancesByUid = shared.instancesByUid();
        paths = shared.paths();
        instances = new InstanceTable(cql, prefix + "instance");
        series = new SeriesTable(cql, prefix + "series");
        studies = new StudyTable(cql, prefix + "study");
        SeriesStateColumns states = new SeriesStateColumns(cql, prefix + "instance");
        derived = new CassandraDerivedIndex(cql, shared.frames(), states, shared.retired());
        counts = new InstanceCounts(cql, prefix + "instance");
    }

    static IndexSide inSight(SharedTables shared) {
        return new IndexSide(shared, "");
    }

    static IndexSide heldBack(SharedTables shared) {
        return new IndexSide(shared, "rejected_");
    }

    @Override
    public Optional<InstanceRecord> instance(InstanceId id) {
        return Iterators.stream(find(List.of(id).iterator())).findFirst();
    }

    @Override
    public List<InstanceRecord> instancesByUid(SopInstanceUid uid) {
        return Iterators.list(find(Iterators.map(instancesByUid.hints(uid), InstanceByUidTable.Hint::id)));
    }

    /** Those of {@code ids} that are on this side. */
    Iterator<InstanceRecord> find(Iterator<InstanceId> ids) {
        return instances.find(ids);
    }

    @Override
    public List<SeriesRecord> seriesByUid(SeriesInstanceUid uid) {
        return Iterators.list(series.byUid(uid));
    }

    @Override
    public Stream<StudyRecord> studies(StudyAccess access) {
        return Iterators.stream(studies.follow(paths.hints(access)));
    }

    @Override
    public Stream<SeriesRecord> series(StudyInstanceUid study) {
        return Iterators.stream(series.ofStudy(study));
    }

    @Override
    public Stream<InstanceRecord> instances(SeriesId id) {
        return Iterators.stream(instances.ofSeries(id));
    }

    @Override
    public long countInstances(SeriesId id) {
        return counts.of(id);
    }

    @Override
    public Map<SeriesId, Long> countInstances(Collection<StudyInstanceUid> of) {
        if (of.size() > MOST_COUNTED) throw new IllegalArgumentException("more than " + MOST_COUNTED + " studies");
        return counts.of(series.ids(of));
    }

    Stream<InstanceRecord> scan() {
        return Iterators.stream(instances.all());
    }

    BoundStatement write(InstanceRecord instance, ChangeMarks.Mark mark) {
        return instances.write(instance, mark);
    }

    /** See {@link InstanceTable#replace}. */
    BoundStatement replace(ObjectLocation previous, InstanceRecord instance, ChangeMarks.Mark mark) {
        return instances.replace(previous, instance, mark);
    }

    /** Removes the instance's row and leaves the mark; both in one partition, so that they become visible together. */
    BatchStatement remove(InstanceId id, ChangeMarks.Mark mark) {
        return BatchStatement.newInstance(
                DefaultBatchType.UNLOGGED, instances.delete(id), instances.markSeries(id.seriesId(), mark));
    }

    /** Removes the series' hint. */
    BoundStatement removeHint(SeriesId id) {
        return series.deleteByUid(id);
    }

    DerivedIndex derived() {
        return derived;
    }

    /** The rows of a series and its study, hints first. */
    RowGroup parents(SeriesRecord ofSeries, StudyRecord study) {
        return new RowGroup()
                .addAll(paths.rows(study))
                .addAll(series.inserts(ofSeries))
                .add(studies.merge(study));
    }

    /**
     * Leaves the mark on each of the study's series, so that what was derived of them is made again, and then replaces the study's attributes. What is
     * derived does not depend on these; and whoever does it again after a crash leaves out a study whose attributes are right.
     */
    void rewrite(StudyRecord study, ChangeMarks.Mark mark) {
        for (SeriesId id : series.ids(List.of(study.id()))) cql.run(instances.markSeries(id, mark));
        new RowGroup().addAll(paths.rows(study)).add(studies.merge(study)).write(cql);
    }

    /**
     * See {@link org.muniment.archive.rejection.RejectionIndex#prune}. Every series gets the mark: a move of many rows leaves one with the
     * first of them, and whoever derived something in the middle must notice its end.
     */
    void prune(StudyInstanceUid study, ChangeMarks.Mark mark) {
        Set<String> modalities = new TreeSet<>();
        Set<String> sopClasses = new TreeSet<>();
        for (SeriesRecord row : Iterators.list(series.ofStudy(study))) {
            cql.run(instances.markSeries(row.id(), mark));
            Set<String> ofSeries = instances.sopClasses(row.id());
            if (ofSeries.isEmpty()) cql.run(series.delete(row.id()));
            else modalities.add(row.attributes().getString(Tag.Modality, ""));
            sopClasses.addAll(ofSeries);
        }
        if (sopClasses.isEmpty()) cql.run(studies.delete(study));
        else studies(new StudyAccess.ByStudyUid(List.of(study))).forEach(row -> reduce(row, modalities, sopClasses));
    }

    private void reduce(StudyRecord row, Set<String> modalities, Set<String> sopClasses) {
        Set<String> noModalities = new TreeSet<>(row.modalities());
        noModalities.removeAll(modalities);
        Set<String> noSopClasses = new TreeSet<>(row.sopClasses());
        noSopClasses.removeAll(sopClasses);
        if (!noModalities.isEmpty() || !noSopClasses.isEmpty())
            cql.run(studies.reduce(row.id(), noModalities, noSopClasses));
    }
}
